import type { Finding } from "#base";
import type { Workspace } from "#workspace";

/** Folders that hold no source of the project's own. */
export const foreignFolders = [
  ".git",
  ".hg",
  ".tox",
  ".nox",
  ".venv",
  "venv",
  ".mypy_cache",
  ".pytest_cache",
  ".ruff_cache",
  "__pycache__",
  "__pypackages__",
  "node_modules",
  "site-packages",
];

export interface PythonFiles {
  /** Texts by path, sorted. */
  readonly texts: ReadonlyMap<string, string>;
  /** Files that could not be read, and paths at which there is none. */
  readonly findings: readonly Finding[];
}

/** Reads the Python files below a folder of the workspace. Links that lead out of it are not followed. */
export function readPythonFiles(workspace: Workspace, folder = "."): PythonFiles {
  const texts = new Map<string, string>();
  const findings: Finding[] = [];
  for (const below of workspace.list(folder, foreignFolders)) {
    if (!below.endsWith(".py")) continue;
    const path = folder === "." || folder === "" ? below : `${folder}/${below}`;
    const reading = workspace.readUntrusted(path, ["."]);
    if (reading.ok) texts.set(path, reading.text);
    else {
      findings.push({
        rule: "source/unread-file",
        severity: "warning",
        message: `${path} was not read (${reading.reason}): what it says is missing here`,
        mend: "make it a text of its own that can be read, or leave it out",
      });
    }
  }
  return { texts, findings };
}

/** Whether a path is one of these, or lies below one; any path where none is given. */
export function isBelow(path: string, paths: readonly string[]): boolean {
  const asked = paths.map((each) => each.replace(/^(?:\.\/)+/, "").replace(/\/+$/, ""));
  return (
    asked.length === 0 ||
    asked.some((each) => each === "." || each === "" || path === each || path.startsWith(`${each}/`))
  );
}
