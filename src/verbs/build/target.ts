import type { FileChange, Workspace } from "#workspace";
import { compareFile, compareUnwanted } from "./compare-file.ts";
import { readHandCode } from "./hand-code.ts";
import { ignoredFolders } from "./ignored-folders.ts";
import type { KeptPart } from "./kept-part.ts";
import type { WantedFile } from "./wanted-file.ts";
import type { Written, WrittenText } from "./written.ts";

/** What stands between the target as it is and as it should be. */
export interface TargetChanges {
  readonly changes: readonly FileChange[];
  /** Wanted files that are there just so, or that differ by nothing but hand edits. */
  readonly same: readonly string[];
  /** Files that a hand has edited, and into which something else was brought. */
  readonly merged: readonly string[];
  /** What was edited by hand or taken away, and that a build would have otherwise. */
  readonly kept: readonly KeptPart[];
  /** Each file as it was last written, once the changes are made. */
  readonly files: ReadonlyMap<string, WrittenText>;
}

/** Compares the target with what is wanted. What a hand has touched is left alone and named. */
export function compareTarget(
  workspace: Workspace,
  wanted: readonly WantedFile[],
  written: Written | undefined,
  settle = false,
): TargetChanges {
  const recorded = written?.files ?? new Map<string, WrittenText>();
  const paths = new Set(wanted.map(({ path }) => path));
  const target = {
    workspace,
    handCode: readHandCode(workspace, written),
    settle,
    // Packages of the project, whose imports come last in a module.
    firstParty: [
      ...new Set(wanted.flatMap(({ path }) => (path.endsWith(".py") ? [path.split("/")[0] ?? ""] : []))),
    ].sort(),
  };
  const compared = wanted.map((file) => compareFile(target, file, recorded.get(file.path)));
  const left = [...recorded]
    .filter(([path]) => !paths.has(path))
    .map(([path, known]) => compareUnwanted(target, path, known));
  const all = [...compared, ...left];
  return {
    changes: all.flatMap(({ change }) => change ?? []),
    same: compared.flatMap(({ path, change, kept }) => (change || kept.length > 0 ? [] : [path])),
    merged: compared.flatMap(({ path, change, merged }) => (change && merged ? [path] : [])),
    kept: all.flatMap(({ kept }) => kept),
    files: new Map(all.flatMap(({ path, record }) => (record ? [[path, record] as const] : []))),
  };
}

/** Python of somebody else: then nothing may be written here. */
export function foreignPython(workspace: Workspace, written: Written | undefined): readonly string[] {
  if (written) return [];
  return workspace
    .list(".", ignoredFolders)
    .filter((path) => /\.pyi?$/.test(path) || /(^|\/)(manage\.py|setup\.cfg|pyproject\.toml)$/.test(path));
}
