// The process: arguments, streams, signals and exit code. Everything else is told what it needs of them.
import { readFileSync } from "node:fs";
import { digest } from "#base";
import { openDisk } from "#workspace";
import manifest from "../../../package.json" with { type: "json" };
import { exitCodes, runCommandLine } from "./command-line.ts";
import { describeFailure } from "./refusals.ts";
import { detectTerminal } from "./terminal.ts";

const graceMs = 6_000;
/** `dist/keelback.mjs`, which is the whole program; from its sources it is many files. */
const isBundle = import.meta.filename.endsWith(".mjs");
const debug = (process.env["KEELBACK_DEBUG"] ?? "") !== "";
const terminal = detectTerminal({ out: process.stdout, err: process.stderr }, process.env);

/** Ends the process once all that was printed has left it. */
function leave(code: number): void {
  process.exitCode = code;
  process.stdout.write("", () => process.stderr.write("", () => process.exit(code)));
}

/** The first signal asks the verb to end; a second one, or a verb that does not, ends the process. */
function listenForStop(): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    controller.abort();
    setTimeout(() => process.exit(exitCodes.interrupted), graceMs).unref();
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  return controller.signal;
}

for (const stream of [process.stdout, process.stderr]) {
  // Whoever reads the output may stop reading: `keelback plan … | head`.
  stream.on("error", (error: NodeJS.ErrnoException) =>
    process.exit(error.code === "EPIPE" ? 0 : exitCodes.broken),
  );
}

function breakDown(error: unknown): void {
  terminal.err(describeFailure(error, debug));
  process.exit(exitCodes.broken);
}

process.on("uncaughtException", breakDown).on("unhandledRejection", breakDown);

leave(
  await runCommandLine(process.argv.slice(2), {
    version: manifest.version,
    runtime: {
      program: process.execPath,
      version: process.versions.node,
      platform: process.platform,
      ...(isBundle && { digest: () => digest(readFileSync(import.meta.filename, "utf8")) }),
    },
    terminal,
    workspace: () => openDisk({ root: process.cwd() }),
    signal: listenForStop(),
    now: () => performance.now(),
    debug,
  }),
);
