import type { Finding } from "#base";
import { stacks } from "#generate";
import { ensureEnvironment } from "#prove";
import type { Workspace } from "#workspace";
import { readLocks } from "./build/project-files.ts";
import { readWritten, type Written } from "./build/written.ts";
import type { RunInput } from "./run-input.ts";
import { readUnderstanding } from "./understanding.ts";
import type { Verb, VerbContext, VerbResult } from "./verb.ts";

export interface RunValue {
  readonly findings: readonly Finding[];
  readonly address?: string;
}

const defaultPort = 8000;
const settingsFile = ".env";

/** Migrates and serves what was built, on the loopback, until it is told to stop. */
export const run: Verb<RunInput, RunValue> = {
  async run(workspace, input, context) {
    const directory = input.directory ?? ".";
    const target = workspace.at(directory);
    const written = readWritten(target);
    const port = Number(input.port ?? defaultPort);
    if (!written)
      return fail(
        "run/not-built",
        `${directory} holds no project that was built here`,
        `keelback build CONTRACT ${directory}`,
      );
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      return fail("run/port", `${input.port} is no port`, "use a number from 1 to 65535");
    const commands = await commandsOf(workspace, target, directory, written);
    if (!commands)
      return fail("run/contract", `the contract of ${directory} cannot be read`, `keelback plan --json`);
    return serve(target, { ...commands, port }, context);
  },
};

function fail(rule: string, message: string, mend: string): VerbResult<RunValue> {
  return { exitCode: 2, value: { findings: [{ rule, severity: "error", message, mend }] } };
}

interface Serving {
  readonly commands: NonNullable<Awaited<ReturnType<typeof commandsOf>>>["commands"];
  readonly requirements: string;
  readonly port: number;
}

/** The stack's commands are data of the domain, so the contract in the project is read again. */
async function commandsOf(workspace: Workspace, target: Workspace, directory: string, written: Written) {
  const { contract, domain } = await readUnderstanding(workspace, { directory });
  const stack = stacks.find(({ name }) => name === written.stack);
  if (!contract || !domain || !stack) return undefined;
  const locks = readLocks(workspace, `${written.stack}-`);
  const commands = stack.commands({ domain, contract, database: written.database });
  return { commands, requirements: target.readText("requirements.txt") ?? locks.get(commands.lock) ?? "" };
}

async function serve(target: Workspace, job: Serving, context: VerbContext): Promise<VerbResult<RunValue>> {
  const { commands, requirements, port } = job;
  context.progress({ kind: "begin", step: 1, of: 2, title: "environment" });
  const made = await ensureEnvironment(target, {
    requirements,
    progress: (text) => context.progress({ kind: "detail", text }),
  });
  if (made.kind !== "ready") return { exitCode: 1, value: { findings: made.findings } };
  const { python, interpreter } = made.environment;
  context.progress({ kind: "end", text: `Python ${interpreter.version}` });
  context.progress({ kind: "begin", step: 2, of: 2, title: "migrate" });
  const environment = ensureSettings(target, commands.environment, commands.databaseUrl);
  for (const { module, arguments: rest } of commands.migrate) {
    const result = await target.run({ program: python, arguments: ["-m", module, ...rest], environment });
    if (result.code !== 0)
      return failed("run/migrate", `the database cannot be migrated: ${lastLine(result.stderr)}`);
  }
  context.progress({ kind: "end", text: "up to date" });
  const words = commands.serve.arguments.map((argument) => argument.replace("{port}", String(port)));
  const address = `http://127.0.0.1:${port}${commands.basePath}`;
  context.progress({ kind: "line", text: `serving ${address} until it is stopped (Ctrl-C)` });
  const server = target.start({
    program: python,
    arguments: ["-m", commands.serve.module, ...words],
    environment,
  });
  server.onLine((line) => context.progress({ kind: "line", text: line }));
  context.signal.addEventListener("abort", () => void server.stop(), { once: true });
  const code = await server.exited;
  if (context.signal.aborted || code === 0) return { exitCode: 0, value: { address, findings: [] } };
  return failed("run/ended", `the server ended with code ${code}: ${lastLine(server.output())}`);
}

function failed(rule: string, message: string): VerbResult<RunValue> {
  return {
    exitCode: 1,
    value: { findings: [{ rule, severity: "error", message, mend: "keelback doctor" }] },
  };
}

/** Settings in `.env` are the user's; what a trial needs and `.env` lacks is added there once, with a secret of its own. */
function ensureSettings(
  target: Workspace,
  wanted: Readonly<Record<string, string>>,
  databaseUrl: string,
): Readonly<Record<string, string | undefined>> {
  const text = target.readText(settingsFile) ?? "";
  const missing = Object.entries(wanted).filter(
    ([name, value]) =>
      value.startsWith("{") &&
      !new RegExp(`^${name}=`, "m").test(text) &&
      target.environment[name] === undefined,
  );
  if (missing.length > 0) {
    const values: Readonly<Record<string, string>> = {
      "{database}": databaseUrl.replace("{name}", "data"),
      "{secret}": target.secret(),
    };
    const lines = missing.map(([name, value]) => `${name}=${values[value] ?? value}`);
    target.apply([
      {
        kind: "write",
        path: settingsFile,
        text: `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${lines.join("\n")}\n`,
      },
    ]);
  }
  return { PYTHONDONTWRITEBYTECODE: undefined };
}

function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1) ?? "";
}
