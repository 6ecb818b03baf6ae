import { posix } from "node:path";
import type { Workspace } from "#workspace";

/**
 * A ruff that this user has: in an environment of ours, else on the PATH. Never one of the project's: whoever reads foreign code must
 * not run a program that came with it, be it only because its environment is active.
 */
export function findRuff(workspace: Workspace): string | undefined {
  const environments = posix.join(workspace.cacheFolder, "environments");
  const ours = workspace
    .folders(environments)
    .map((name) => posix.join(environments, name))
    .filter((folder) => workspace.exists(posix.join(folder, "keelback.json")))
    .map((folder) => posix.join(folder, "bin", "ruff"));
  const theirs = repositoriesAround(workspace);
  const others = (workspace.environment["PATH"] ?? "")
    .split(":")
    .map((folder) => posix.normalize(folder).replace(/(.)\/$/, "$1"))
    .filter((folder) => folder.startsWith("/") && !theirs.some((root) => isWithin(folder, root)))
    .map((folder) => posix.join(folder, "ruff"));
  return [...ours, ...others].find((path) => workspace.exists(path));
}

/** The folder that is checked, and each around it that is a repository. */
function repositoriesAround(workspace: Workspace): readonly string[] {
  const found = [workspace.root];
  for (let at = workspace.root; at !== "/"; at = posix.dirname(at))
    if (workspace.exists(posix.join(at, ".git"))) found.push(at);
  return found;
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === "/" ? "/" : `${folder}/`);
}
