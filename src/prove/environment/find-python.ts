import { posix } from "node:path";
import { parseJson, type Workspace } from "#workspace";
import { type Interpreter, type Looked, type PythonSearch, refuse } from "./types.ts";

const oldest = 12;
const preferred = 14;
const neededModules = ["ssl", "sqlite3", "ctypes"];

interface Candidate {
  readonly path: string;
  /** Minor version that the name promises; undefined for a plain `python3`. */
  readonly minor: number | undefined;
}

/**
 * The Python to work with: `KEELBACK_PYTHON` where it is set, else the best on the PATH, under pyenv and among
 * those that uv brought. 3.14 is preferred, 3.12 accepted. While the same candidates are there, the choice of the
 * last time is asked alone; `afresh` asks all again.
 */
export async function findPython(workspace: Workspace, afresh = false): Promise<PythonSearch> {
  const chosen = workspace.environment["KEELBACK_PYTHON"];
  if (chosen !== undefined && chosen !== "") return judgeChosen(workspace, chosen);
  const candidates = listCandidates(workspace);
  const remembered = afresh ? undefined : recall(workspace, candidates);
  if (remembered !== undefined) {
    const { python, verdict } = await probePython(workspace, remembered);
    if (python !== undefined) return { kind: "found", python, looked: [{ path: remembered, verdict }] };
  }
  const { best, looked } = await compareCandidates(workspace, candidates);
  if (best !== undefined) {
    remember(workspace, candidates, best.path);
    return { kind: "found", python: best, looked };
  }
  const seen = looked.map(({ path, verdict }) => `${path}: ${verdict}`).join("; ");
  const message = `no Python 3.${oldest} or newer was found${seen === "" ? "" : ` (${seen})`}`;
  const mend = `install Python 3.${preferred} (uv python install 3.${preferred}), or set KEELBACK_PYTHON to one`;
  return { kind: "missing", findings: [refuse("no-python", message, mend)], looked };
}

async function compareCandidates(
  workspace: Workspace,
  candidates: readonly Candidate[],
): Promise<{ readonly best: Interpreter | undefined; readonly looked: readonly Looked[] }> {
  const looked: Looked[] = [];
  let best: Interpreter | undefined;
  for (const candidate of candidates) {
    if (best !== undefined && rank(candidate.minor ?? preferred) <= rank(minorOf(best.version))) break;
    const { python, verdict } = await probePython(workspace, candidate.path);
    looked.push({ path: candidate.path, verdict });
    if (python === undefined) continue;
    if (best === undefined || rank(minorOf(python.version)) > rank(minorOf(best.version))) best = python;
  }
  return { best, looked };
}

const memory = "python.json";

function recall(workspace: Workspace, candidates: readonly Candidate[]): string | undefined {
  const kept = parseJson(workspace.readText(posix.join(workspace.cacheFolder, memory))) as
    | { readonly candidates: readonly string[]; readonly best: string }
    | undefined;
  return kept?.candidates.join(":") === pathsOf(candidates).join(":") ? kept.best : undefined;
}

function remember(workspace: Workspace, candidates: readonly Candidate[], best: string): void {
  const text = JSON.stringify({ candidates: pathsOf(candidates), best });
  // Where the cache cannot be written the next search is slower, no more.
  workspace.at(workspace.cacheFolder).apply([{ kind: "write", path: memory, text }]);
}

function pathsOf(candidates: readonly Candidate[]): readonly string[] {
  return candidates.map(({ path }) => path);
}

async function judgeChosen(workspace: Workspace, path: string): Promise<PythonSearch> {
  const { python, verdict } = await probePython(workspace, path);
  const looked = [{ path, verdict }];
  if (python !== undefined) return { kind: "found", python, looked };
  const message = `KEELBACK_PYTHON is ${path}, which cannot be used: ${verdict}`;
  const mend = `set KEELBACK_PYTHON to a Python 3.${oldest} or newer, or unset it`;
  return { kind: "missing", findings: [refuse("unusable-python", message, mend)], looked };
}

/** Best first; none that by its name is too old. */
export function listCandidates(workspace: Workspace): readonly Candidate[] {
  const seen = new Set<string>();
  return [...onPath(workspace), ...underPyenv(workspace), ...broughtByUv(workspace)]
    .filter(({ path, minor }) => {
      const fresh = !seen.has(path) && (minor === undefined || minor >= oldest) && workspace.exists(path);
      seen.add(path);
      return fresh;
    })
    .sort((a, b) => rank(b.minor ?? preferred - 0.5) - rank(a.minor ?? preferred - 0.5));
}

/** 3.14 before 3.13 before 3.12; what is newer than we know comes last. */
function rank(minor: number): number {
  return minor > preferred ? 0 : minor;
}

/** Without pyenv's shims: they are slow and choose by folder, and all that they lead to is found under pyenv. */
function onPath(workspace: Workspace): readonly Candidate[] {
  const extra = ["/opt/homebrew/bin", "/usr/local/bin"];
  const folders = [
    ...(workspace.environment["PATH"] ?? "")
      .split(":")
      .filter((folder) => folder.startsWith("/") && !folder.endsWith("/shims")),
    ...extra,
  ];
  return folders.flatMap((folder) => [
    ...[14, 13, 12].map((minor) => ({ path: posix.join(folder, `python3.${minor}`), minor })),
    { path: posix.join(folder, "python3"), minor: undefined },
  ]);
}

function underPyenv(workspace: Workspace): readonly Candidate[] {
  const home = workspace.environment["HOME"];
  const root =
    workspace.environment["PYENV_ROOT"] ?? (home === undefined ? undefined : posix.join(home, ".pyenv"));
  if (root === undefined) return [];
  return versionedFolders(workspace, posix.join(root, "versions"), /^3\.(\d+)(\.\d+)?$/);
}

function broughtByUv(workspace: Workspace): readonly Candidate[] {
  const { HOME: home, XDG_DATA_HOME: data, UV_PYTHON_INSTALL_DIR: own } = workspace.environment;
  const share = data ?? (home === undefined ? undefined : posix.join(home, ".local", "share"));
  const root = own ?? (share === undefined ? undefined : posix.join(share, "uv", "python"));
  return root === undefined ? [] : versionedFolders(workspace, root, /^cpython-3\.(\d+)\.\d+-/);
}

function versionedFolders(workspace: Workspace, root: string, pattern: RegExp): readonly Candidate[] {
  return workspace.folders(root).flatMap((name) => {
    const minor = pattern.exec(name)?.[1];
    return minor === undefined
      ? []
      : [{ path: posix.join(root, name, "bin", "python3"), minor: Number(minor) }];
  });
}

function minorOf(version: string): number {
  return Number(version.split(".")[1] ?? 0);
}

const question = `
import importlib.util, json, sys, sysconfig
missing = []
for name in ${JSON.stringify(neededModules)}:
    try: __import__(name)
    except ImportError: missing.append(name)
print(json.dumps({"version": "%d.%d.%d" % sys.version_info[:3], "platform": sysconfig.get_platform(),
    "implementation": sys.implementation.name, "executable": sys.executable, "missing": missing}))
`;

interface Answer {
  readonly version: string;
  readonly platform: string;
  readonly implementation: string;
  readonly executable: string;
  readonly missing: readonly string[];
}

/** Starts a Python and asks what it is; without an interpreter the verdict says what is wrong with it. */
export async function probePython(
  workspace: Workspace,
  path: string,
): Promise<{ readonly python?: Interpreter; readonly verdict: string }> {
  const result = await workspace.run({
    program: path,
    arguments: ["-I", "-c", question],
    environment: { PYTHONHOME: undefined },
    timeoutMs: 15_000,
  });
  if (result.status === "not-found") return { verdict: "cannot be started" };
  if (result.status === "timed-out") return { verdict: "gave no answer in 15 s" };
  const answer = readAnswer(result.stdout);
  if (result.code !== 0 || answer === undefined)
    return { verdict: lastLine(result.stderr) || `exit code ${result.code}` };
  const name = `Python ${answer.version}`;
  if (answer.implementation !== "cpython")
    return { verdict: `${name} is ${answer.implementation}, not CPython` };
  if (!answer.version.startsWith("3.") || minorOf(answer.version) < oldest)
    return { verdict: `${name}: older than 3.${oldest}` };
  if (answer.missing.length > 0) return { verdict: `${name} was built without ${answer.missing.join(", ")}` };
  // A shim chooses by folder; the interpreter behind it does not.
  const real = answer.executable === "" ? path : answer.executable;
  return { python: { path: real, version: answer.version, platform: answer.platform }, verdict: name };
}

function readAnswer(text: string): Answer | undefined {
  return parseJson(lastLine(text)) as Answer | undefined;
}

export function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)?.trim() ?? "";
}
