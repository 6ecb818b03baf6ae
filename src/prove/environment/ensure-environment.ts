import { posix } from "node:path";
import { digest } from "#base";
import type { CommandResult, Workspace } from "#workspace";
import { ensurePython, uvEnvironment } from "./ensure-python.ts";
import { lastLine } from "./find-python.ts";
import { findUv } from "./find-uv.ts";
import { pruneEnvironments, readMarker, touchEnvironment, writeMarker } from "./kept.ts";
import { type EnvironmentResult, type Interpreter, type Progress, refuse, type Uv } from "./types.ts";

export interface EnvironmentRequest {
  /** Pinned requirements with hashes. */
  readonly requirements: string;
  /** Absent, the best that is found, or fetched where there is none. */
  readonly python?: Interpreter;
  readonly progress?: Progress;
}

/**
 * The environment with exactly these packages: from the cache within milliseconds and without a network, else made
 * there. Two that want the same at once share one.
 */
export async function ensureEnvironment(
  workspace: Workspace,
  request: EnvironmentRequest,
): Promise<EnvironmentResult> {
  const progress = request.progress ?? (() => undefined);
  const python = request.python === undefined ? await ensurePython(workspace, progress) : request.python;
  if ("findings" in python) return { kind: "refused", findings: python.findings };
  const key = environmentKey(request.requirements, python);
  const folder = posix.join(workspace.cacheFolder, "environments", key);
  const kept = readMarker(workspace, folder);
  if (kept !== undefined) {
    touchEnvironment(workspace, folder);
    return { kind: "ready", environment: kept, fromCache: true };
  }
  const cache = workspace.at(workspace.cacheFolder);
  const lock = await cache.lock({
    purpose: "the making of a Python environment",
    name: key,
    waitMs: 600_000,
  });
  if (!lock.ok) return refused("locked", lock.message, "run the command again when the other one is done");
  try {
    const meanwhile = readMarker(workspace, folder);
    if (meanwhile !== undefined) return { kind: "ready", environment: meanwhile, fromCache: true };
    const result = await makeEnvironment(
      workspace,
      { folder, key, python, requirements: request.requirements },
      progress,
    );
    if (result.kind === "refused") cache.removeFolder(folder);
    else pruneEnvironments(workspace, folder);
    return result;
  } finally {
    lock.release();
  }
}

/** Names an environment by all that it is made from. */
export function environmentKey(requirements: string, python: Interpreter): string {
  const packages = requirements
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.trimStart().startsWith("#"))
    .join("\n");
  return digest(["1", python.path, python.version, python.platform, packages].join("\n")).slice(0, 16);
}

interface Wanted {
  readonly folder: string;
  readonly key: string;
  readonly python: Interpreter;
  readonly requirements: string;
}

async function makeEnvironment(
  workspace: Workspace,
  wanted: Wanted,
  progress: Progress,
): Promise<EnvironmentResult> {
  const search = await findUv(workspace, progress);
  if (search.kind === "missing") return { kind: "refused", findings: search.findings };
  const { folder, requirements } = wanted;
  workspace.at(workspace.cacheFolder).removeFolder(folder); // What an interrupted run left.
  progress(`making an environment with Python ${wanted.python.version}`);
  const made = await uv(workspace, search.uv, [
    "venv",
    "--no-project",
    "--python",
    wanted.python.path,
    folder,
  ]);
  if (made.code !== 0)
    return refusedBy(
      made,
      "no-environment",
      "an environment cannot be made",
      "check the free space and the rights of the cache folder",
    );
  const inside = workspace.at(folder);
  const written = inside.apply([{ kind: "write", path: "requirements.txt", text: requirements }]);
  if (!written.ok) return refused("no-environment", written.message, "check the rights of the cache folder");
  const packages = requirements.split("\n").filter((line) => /^[A-Za-z0-9]/.test(line)).length;
  const installed = await installPackages(workspace, search.uv, folder, (offline) =>
    progress(offline ? `installing ${packages} packages` : `fetching ${packages} packages`),
  );
  if (installed !== undefined) return installed;
  const environment = {
    folder,
    python: posix.join(folder, "bin", "python"),
    interpreter: wanted.python,
    key: wanted.key,
    packages,
  };
  writeMarker(workspace, environment);
  return { kind: "ready", environment, fromCache: false };
}

/** First from uv's own cache alone, so that a network is not even asked where none is needed. */
async function installPackages(
  workspace: Workspace,
  path: Uv,
  folder: string,
  tell: (offline: boolean) => void,
): Promise<EnvironmentResult | undefined> {
  const python = posix.join(folder, "bin", "python");
  const file = posix.join(folder, "requirements.txt");
  const sync = ["pip", "sync", "--require-hashes", "--no-build", "--python", python, file];
  tell(true);
  if ((await uv(workspace, path, [...sync, "--offline"])).code === 0) return undefined;
  tell(false);
  const result = await uv(workspace, path, sync);
  if (result.code === 0) return undefined;
  const unreachable = /fetch|connect|dns|network|timed? ?out|tls|certificate/i.test(result.stderr);
  return unreachable
    ? refusedBy(
        result,
        "packages-unreachable",
        "the packages cannot be fetched",
        "check the network; a mirror is set with UV_DEFAULT_INDEX, a proxy with HTTPS_PROXY",
      )
    : refusedBy(
        result,
        "packages-refused",
        "the packages cannot be installed",
        "another Python may do: set KEELBACK_PYTHON",
      );
}

function uv(workspace: Workspace, path: Uv, parameters: readonly string[]): Promise<CommandResult> {
  return workspace.run({
    program: path.path,
    arguments: [...parameters, "--no-progress"],
    folder: workspace.cacheFolder,
    environment: uvEnvironment("never"),
    timeoutMs: 600_000,
  });
}

function refusedBy(result: CommandResult, rule: string, what: string, mend: string): EnvironmentResult {
  const said = result.stderr
    .trim()
    .split("\n")
    .filter((line) => /error|cause/i.test(line))
    .map((line) => line.trim());
  const why =
    result.status === "timed-out"
      ? "no answer in ten minutes"
      : said.slice(0, 3).join("; ") || lastLine(result.stderr);
  return refused(rule, `${what}: ${why}`, mend);
}

function refused(rule: string, message: string, mend: string): EnvironmentResult {
  return { kind: "refused", findings: [refuse(rule, message, mend)] };
}
