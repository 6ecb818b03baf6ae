import { posix } from "node:path";
import { parseJson, type Workspace } from "#workspace";
import type { RuffHit, RuffRequest, RuffRun } from "./ruff-run.ts";

/** More than anybody reads, and less than fills the memory. */
const mostHits = 300_000;

/** Ruff as a program of its own, once over the project. */
export async function runNative(
  program: string,
  base: Workspace,
  { project, shown, added, settings }: RuffRequest,
): Promise<RuffRun> {
  const hits: RuffHit[] = [];
  const folder = posix.join(base.root, project);
  const paths = shown.length === 0 ? [folder] : shown.map((path) => posix.join(base.root, path));
  // Where nobody set ruff up, its defaults are nobody's wish, nor is what lies in this user's home.
  const selection = settings.isEmpty ? ["--isolated", "--select"] : ["--extend-select"];
  const result = await base.run({
    program,
    arguments: [
      "check",
      "--output-format=json-lines",
      "--no-cache",
      "--no-fix",
      "--exit-zero",
      "--force-exclude",
      ...(added.length === 0 ? [] : [...selection, added.join(",")]),
      "--",
      ...paths,
    ],
    folder,
    environment: { RUFF_OUTPUT_FILE: undefined, RUFF_OUTPUT_FORMAT: undefined },
    timeoutMs: 120_000,
    onLine: (line, stream) => {
      const hit = stream === "stdout" && hits.length < mostHits ? readHit(line, base.root) : undefined;
      if (hit !== undefined) hits.push(hit);
    },
  });
  if (result.status === "exited" && result.code === 0) return { ok: true, hits };
  return { ok: false, mayTryAgain: result.status !== "timed-out", message: tellFailure(result.stderr) };
}

interface Line {
  readonly code: string | null;
  readonly message: string;
  readonly filename: string;
  readonly url: string | null;
  readonly location: RuffHit["start"];
  readonly end_location: RuffHit["end"];
}

function readHit(line: string, root: string): RuffHit | undefined {
  const read = parseJson(line) as Line | undefined;
  if (typeof read?.code !== "string" || typeof read.filename !== "string") return undefined;
  const { code, message, filename, url, location: start, end_location: end } = read;
  return { file: below(root, filename), code, message, start, end, ...(url !== null && { url }) };
}

/** Nearly all files lie below the root as they stand. */
function below(root: string, path: string): string {
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : posix.relative(root, path);
}

/** `ruff failed`, then the causes from the outermost to the innermost. */
function tellFailure(stderr: string): string {
  const causes = stderr
    .split("\n")
    .filter((line) => /^\s*Cause: /.test(line))
    .map((line) => line.replace(/^\s*Cause: /, "").trim());
  return causes.join(": ") || (stderr.trim().split("\n").at(-1) ?? "");
}
