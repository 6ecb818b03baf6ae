import { posix } from "node:path";
import type { Finding } from "#base";
import type { Workspace } from "#workspace";
import { lastLine } from "./find-python.ts";
import { type Progress, refuse, type Uv, type UvSearch } from "./types.ts";

/** The uv that is installed where none is found. */
export const pinnedUv = "0.13.9";
const oldestUv = [0, 5] as const;

/**
 * The uv to work with: `KEELBACK_UV`, the PATH, uv's own usual places, or a private one in the cache folder, which is
 * made with whatever Python 3 there is (about 10 s and 60 MB, once).
 */
export async function findUv(workspace: Workspace, progress: Progress = () => undefined): Promise<UvSearch> {
  for (const path of listUvs(workspace)) {
    const uv = await probeUv(workspace, path);
    if (uv !== undefined) return { kind: "found", uv };
  }
  return installUv(workspace, progress);
}

function listUvs(workspace: Workspace): readonly string[] {
  const { KEELBACK_UV: chosen, HOME: home } = workspace.environment;
  const folders = [
    ...(workspace.environment["PATH"] ?? "").split(":").filter((folder) => folder.startsWith("/")),
    ...(home === undefined ? [] : [posix.join(home, ".local/bin"), posix.join(home, ".cargo/bin")]),
    "/opt/homebrew/bin",
    posix.join(privateFolder(workspace), "bin"),
  ];
  const paths = folders.map((folder) => posix.join(folder, "uv")).filter((path) => workspace.exists(path));
  return [...(chosen === undefined || chosen === "" ? [] : [chosen]), ...new Set(paths)];
}

async function probeUv(workspace: Workspace, path: string): Promise<Uv | undefined> {
  const result = await workspace.run({ program: path, arguments: ["--version"], timeoutMs: 10_000 });
  const match = /^uv (\d+)\.(\d+)\.\S+/.exec(result.stdout);
  if (result.code !== 0 || match === null) return undefined;
  const [major, minor] = [Number(match[1]), Number(match[2])];
  const recent = major > oldestUv[0] || (major === oldestUv[0] && minor >= oldestUv[1]);
  return recent ? { path, version: match[0].slice(3) } : undefined;
}

function privateFolder(workspace: Workspace): string {
  return posix.join(workspace.cacheFolder, "uv", pinnedUv);
}

async function installUv(workspace: Workspace, progress: Progress): Promise<UvSearch> {
  const cache = workspace.at(workspace.cacheFolder);
  const lock = await cache.lock({ purpose: "the installation of uv", name: "uv", waitMs: 300_000 });
  if (!lock.ok)
    return missing(refuse("locked", lock.message, "run the command again when the other one is done"));
  try {
    const made = await probeUv(workspace, posix.join(privateFolder(workspace), "bin", "uv"));
    if (made !== undefined) return { kind: "found", uv: made }; // By whoever held the lock before us.
    progress(`installing uv ${pinnedUv}, once`);
    return await installWithAnyPython(workspace);
  } finally {
    lock.release();
  }
}

const mend =
  "install uv (https://docs.astral.sh/uv), or the venv module of your Python (Debian: apt install python3-venv)";

async function installWithAnyPython(workspace: Workspace): Promise<UvSearch> {
  const problems: string[] = [];
  for (const python of listAnyPythons(workspace)) {
    for (const install of [installInVenv, installInFolder]) {
      workspace.at(workspace.cacheFolder).removeFolder(privateFolder(workspace));
      const problem = await install(workspace, python);
      const uv =
        problem === undefined
          ? await probeUv(workspace, posix.join(privateFolder(workspace), "bin", "uv"))
          : undefined;
      if (uv !== undefined) return { kind: "found", uv };
      problems.push(`${python}: ${problem ?? "the uv that was installed does not start"}`);
    }
  }
  workspace.at(workspace.cacheFolder).removeFolder(privateFolder(workspace));
  if (problems.length === 0)
    return missing(refuse("no-uv", "there is neither uv nor a Python to install it with", mend));
  return missing(refuse("no-uv", `uv is not here and cannot be installed: ${problems.join("; ")}`, mend));
}

function listAnyPythons(workspace: Workspace): readonly string[] {
  const names = [workspace.environment["KEELBACK_PYTHON"] ?? ""];
  for (const folder of (workspace.environment["PATH"] ?? "").split(":")) {
    if (folder.startsWith("/"))
      for (const name of ["python3", "python"]) names.push(posix.join(folder, name));
  }
  return names.filter((path) => path !== "" && workspace.exists(path)).slice(0, 3);
}

async function installInVenv(workspace: Workspace, python: string): Promise<string | undefined> {
  const folder = privateFolder(workspace);
  const made = await workspace.run({
    program: python,
    arguments: ["-m", "venv", folder],
    timeoutMs: 120_000,
  });
  if (made.code !== 0) return `no venv module (${lastLine(made.stderr) || lastLine(made.stdout)})`;
  return pipInstall(workspace, posix.join(folder, "bin", "python"), []);
}

/** For systems whose Python has pip but no venv. */
function installInFolder(workspace: Workspace, python: string): Promise<string | undefined> {
  return pipInstall(workspace, python, ["--target", privateFolder(workspace)]);
}

async function pipInstall(
  workspace: Workspace,
  python: string,
  extra: readonly string[],
): Promise<string | undefined> {
  const result = await workspace.run({
    program: python,
    arguments: [
      "-m",
      "pip",
      "install",
      "--quiet",
      "--disable-pip-version-check",
      ...extra,
      `uv==${pinnedUv}`,
    ],
    timeoutMs: 300_000,
  });
  return result.code === 0 ? undefined : `pip failed (${lastLine(result.stderr) || result.status})`;
}

function missing(finding: Finding): UvSearch {
  return { kind: "missing", findings: [finding] };
}
