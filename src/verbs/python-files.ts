import type { Finding } from "#base";
import { isManifest, isPython } from "#facts";
import type { TextReading, Workspace } from "#workspace";

/** Folders that hold no source of the project's own. */
export const foreignFolders = [
  ".git",
  ".keelback",
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
  /** Texts by path, sorted: Python, the templates that it fills in, and what says which packages it runs with. */
  readonly texts: ReadonlyMap<string, string>;
  /** Files that could not be read, and paths at which there is none. */
  readonly findings: readonly Finding[];
}

/** Templates lie below a folder of that name, as the loaders of frameworks have it. */
const template = /(?:^|\/)templates\/.*\.(?:html?|djhtml|txt|xml)$/;

/** Reads the Python files below a folder of the workspace, with their templates. Links that lead out of it are not followed. */
export function readPythonFiles(workspace: Workspace, folder = "."): PythonFiles {
  const texts = new Map<string, string>();
  const findings: Finding[] = [];
  for (const path of listPythonFiles(workspace, folder)) {
    const { text, finding } = readPythonFile(workspace, path);
    if (text !== undefined) texts.set(path, text);
    else if (finding !== undefined) findings.push(finding);
  }
  return { texts, findings };
}

/** Where they lie, sorted. */
export function listPythonFiles(workspace: Workspace, folder = "."): readonly string[] {
  const all = workspace.list(folder, foreignFolders);
  // Whatever it is called, a folder with this file is an environment: its packages are others'.
  const environments = all
    .filter((path) => path.endsWith("/pyvenv.cfg"))
    .map((path) => path.slice(0, -"pyvenv.cfg".length));
  return all.flatMap((below) => {
    if (!below.endsWith(".py") && !template.test(below) && !isManifest(below)) return [];
    if (environments.some((environment) => below.startsWith(environment))) return [];
    return [folder === "." || folder === "" ? below : `${folder}/${below}`];
  });
}

/** One of them: its text, or what is to be told of it where there is none. */
export function readPythonFile(
  workspace: Workspace,
  path: string,
): { readonly text?: string; readonly finding?: Finding } {
  const reading = workspace.readUntrusted(path, ["."]);
  const declared = !reading.ok && reading.reason === "not-text" ? reading.declared : undefined;
  if (declared !== undefined && declared.length <= longest) return { text: declared };
  const why = reading.ok
    ? reading.text.length > longest && "it is too long to be written by hand"
    : reasons[reading.reason];
  if (reading.ok && why === false) return { text: reading.text };
  // Of a template, nothing but what it reads is ever told.
  return why === false || !path.endsWith(".py") ? {} : { finding: unread(path, why) };
}

/** What a program has written may be of any length, and says little of the project. */
const longest = 4_000_000;

const reasons: Readonly<Record<Exclude<TextReading, { readonly ok: true }>["reason"], string>> = {
  missing: "it is not there",
  outside: "it lies outside of this folder",
  folder: "it is a folder",
  special: "it is a device, a pipe or a socket",
  forbidden: "you may not read it",
  failed: "the system refused it",
  "too-large": "it is too large",
  "not-text": "it is no text in UTF-8, nor in an encoding of single bytes that it declares",
};

function unread(file: string, why: string): Finding {
  return {
    rule: "source/unread-file",
    severity: "warning",
    message: `this file was not read, for ${why}: what it says is missing here`,
    span: { file, line: 1, column: 1, offset: 0, end: 0 },
    mend: "make it a text of its own that can be read, or leave it out",
  };
}

/** Whether a path is one of these, or lies below one; any path where none is given. */
export function isBelow(path: string, paths: readonly string[]): boolean {
  const asked = paths.map((each) => each.replace(/^(?:\.\/)+/, "").replace(/\/+$/, ""));
  return (
    asked.length === 0 ||
    asked.some((each) => each === "." || each === "" || path === each || path.startsWith(`${each}/`))
  );
}

/** Those of several paths at or below which there is no Python. */
export function withoutPython(paths: readonly string[], read: Iterable<string>): readonly string[] {
  const files = [...read].filter(isPython);
  return paths.filter((path) => !files.some((file) => isBelow(file, [path])));
}
