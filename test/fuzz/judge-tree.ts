import { posix } from "node:path";
import type { ProjectFile } from "#generate";

/** What is wrong with the paths of a tree: outside of it, strange, or one name twice for disks that ignore case. */
export function judgeTree(files: readonly ProjectFile[]): readonly string[] {
  const problems: string[] = [];
  const seen = new Map<string, string>();
  for (const { path } of files) {
    const parts = path.split("/");
    if (posix.isAbsolute(path) || posix.normalize(path) !== path || parts.some((part) => part === ".."))
      problems.push(`${JSON.stringify(path)} may lie outside the target`);
    if (parts.some((part) => part === "" || part.length > 200 || !/^[\p{L}\p{M}\p{N}._-]+$/u.test(part)))
      problems.push(`${JSON.stringify(path)} is a strange path`);
    const folded = path.normalize("NFKC").toLowerCase();
    const other = seen.get(folded);
    if (other !== undefined) problems.push(`${path} and ${other} are one file where case does not count`);
    seen.set(folded, path);
  }
  // A package and a module of one name: Python would take the package, whatever the other holds.
  for (const { path } of files)
    if (path.endsWith(".py") && seen.has(`${path.slice(0, -3)}/__init__.py`.toLowerCase()))
      problems.push(`${path} is hidden by a package of its name`);
  return problems;
}
