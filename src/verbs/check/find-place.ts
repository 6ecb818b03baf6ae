import { posix } from "node:path";
import type { Finding, Read } from "#base";
import type { Workspace } from "#workspace";

/** What is read, and what of it is shown. */
export interface CheckPlace {
  /** The folder that all paths are relative to. Absolute. */
  readonly base: string;
  /** The folder below it that is read: the project; `.` for all of it. */
  readonly project: string;
  /** The files and folders that findings are shown of, relative to the base; none for all. */
  readonly shown: readonly string[];
  /** The folder that holds the settings, relative to the base. */
  readonly home: string;
}

/** What lies at the top of a project, and nowhere else. */
const marks = [
  "keelback.yaml",
  "pyproject.toml",
  "setup.py",
  "setup.cfg",
  "manage.py",
  "requirements.txt",
  ".git",
];

const settingsMarks = ["keelback.yaml", ".keelback/baseline.json", "pyproject.toml"];

/**
 * The project around the paths that somebody names, for names lead anywhere in it. Paths stay relative to the folder that the command runs
 * in where they lie below it. A folder outside of it, and one that is named by its absolute path and holds a project, stands for itself.
 */
export function findPlace(workspace: Workspace, paths: readonly string[]): Read<CheckPlace> {
  const { root } = workspace;
  const named = paths.length === 0 ? [root] : paths.map((path) => posix.resolve(root, path));
  const folders = named.map((path) => (isFile(workspace, path) ? posix.dirname(path) : path));
  const around = folders.reduce(commonFolder);
  const [only = ""] = paths;
  const isOwn =
    paths.length === 1 && posix.isAbsolute(only) && around !== root && holdsProject(workspace, around);
  const isHere = !isOwn && isWithin(around, root);
  const base = isOwn ? around : isHere ? baseAround(workspace, around) : outsideBase(workspace, around);
  if (base === "/") return { value: placeAt(workspace, root, root, []), findings: [severalProjects()] };
  const project = isHere && base === root ? nearestProject(workspace, around, base) : base;
  const shown = named.map((path) => posix.relative(base, path)).filter((path) => path !== "");
  return { value: placeAt(workspace, base, project, shown.length < named.length ? [] : shown), findings: [] };
}

function placeAt(workspace: Workspace, base: string, project: string, shown: readonly string[]): CheckPlace {
  const home = upwards(project, base).find((folder) =>
    settingsMarks.some((mark) => workspace.exists(posix.join(folder, mark))),
  );
  const below = (folder: string): string => posix.relative(base, folder) || ".";
  return { base, project: below(project), shown, home: below(home ?? project) };
}

/** Within a package the project lies above; elsewhere the folder of the command is taken as it is. */
function baseAround(workspace: Workspace, around: string): string {
  const { root } = workspace;
  if (around !== root || !workspace.exists("__init__.py")) return root;
  return upwards(root, "/").find((folder) => isMarked(workspace, folder)) ?? root;
}

/** Where nothing says that the folder of the command is a project, one below it that is named may hold one: what lies beside it is none of it. */
function nearestProject(workspace: Workspace, around: string, base: string): string {
  const marked = upwards(around, base).find((folder) => isMarked(workspace, folder));
  return marked ?? (around !== base && holdsProject(workspace, around) ? around : base);
}

function outsideBase(workspace: Workspace, around: string): string {
  if (holdsProject(workspace, around)) return around;
  return upwards(around, "/").find((folder) => isMarked(workspace, folder)) ?? around;
}

/** A project itself, or a folder with one at most two levels below. */
function holdsProject(workspace: Workspace, folder: string): boolean {
  if (isMarked(workspace, folder)) return true;
  if (workspace.exists(posix.join(folder, "__init__.py"))) return false;
  const below = workspace.folders(folder).map((name) => posix.join(folder, name));
  return below.some(
    (each) =>
      isMarked(workspace, each) ||
      workspace.folders(each).some((name) => isMarked(workspace, posix.join(each, name))),
  );
}

function isMarked(workspace: Workspace, folder: string): boolean {
  return marks.some((mark) => workspace.exists(posix.join(folder, mark)));
}

function isFile(workspace: Workspace, path: string): boolean {
  return workspace.exists(path) && /\.pyi?$/.test(path);
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === "/" ? "/" : `${folder}/`);
}

/** A folder and those above it, up to another one, which is the last. */
function upwards(folder: string, last: string): readonly string[] {
  const found = [folder];
  for (let at = folder; at !== last && at !== "/"; found.push(at)) at = posix.dirname(at);
  return found;
}

function commonFolder(one: string, other: string): string {
  return upwards(one, "/").find((folder) => isWithin(other, folder)) ?? "/";
}

function severalProjects(): Finding {
  return {
    rule: "usage/several-projects",
    severity: "error",
    message: "these paths lie in no one project",
    mend: "check each project by itself",
  };
}
