import { standardLibrary } from "#python";
import { type ModuleName, moduleNames, type SourcePath } from "./source-roots.ts";

/** Which file of a project an import means. */
export interface ModuleIndex {
  /** The file that the dotted name means where it is imported by this file; undefined where it comes from outside. */
  readonly find: (name: string, importer: SourcePath) => SourcePath | undefined;
  /** The name by which a file is most likely imported. */
  readonly nameOf: (path: SourcePath) => string;
  /** What a relative import means: `level` dots, then a name that may be empty. */
  readonly relative: (importer: SourcePath, level: number, name: string) => SourcePath | undefined;
}

interface Candidate extends Pick<ModuleName, "root" | "isInner"> {
  readonly path: SourcePath;
  /** How many roots of the same file are likelier. */
  readonly rank: number;
}

const none: readonly Candidate[] = [];

/** Orders the files of a project by the names under which they can be imported. */
export function indexModules(paths: readonly SourcePath[]): ModuleIndex {
  const present = new Set(paths);
  // The folder of the program by which all is started stands on the import path, though it looks like a package.
  const hasInit = (folder: string): boolean =>
    (present.has(`${folder}/__init__.py`) || present.has(`${folder}/__init__.pyi`)) &&
    !present.has(`${folder}/manage.py`);
  const named = new Map<SourcePath, readonly ModuleName[]>();
  const byName = new Map<string, Candidate[]>();
  for (const path of paths) {
    const names = moduleNames(path, hasInit);
    named.set(path, names);
    names.forEach(({ name, ...from }, rank) => {
      const candidate = { path, ...from, rank };
      const candidates = byName.get(name);
      if (candidates === undefined) byName.set(name, [candidate]);
      else candidates.push(candidate);
    });
  }
  return {
    find: (name, importer) => pick(byName.get(name) ?? none, name, importer),
    nameOf: (path) => named.get(path)?.[0]?.name ?? path.replace(/\.pyi?$/, "").replaceAll("/", "."),
    relative: (importer, level, name) => findRelative(present, importer, level, name),
  };
}

/**
 * Of several files of one name, the one whose root is the importer's own or lies above it; of those the nearest. A name of the
 * standard library means a package of the project only where that lies at the importer's own root, and never a single file; a file
 * by itself deep in another tree is no likelier than a package from outside of its name.
 */
function pick(candidates: readonly Candidate[], name: string, importer: SourcePath): SourcePath | undefined {
  if (candidates.length === 0) return undefined;
  const [top = name] = name.split(".");
  const isStandard = standardLibrary.has(top);
  let best: { readonly candidate: Candidate; readonly score: number } | undefined;
  for (const candidate of candidates) {
    const isAbove = candidate.root === "" || importer.startsWith(`${candidate.root}/`);
    if (candidate.isInner && !isAbove) continue;
    if (isStandard && !(isAbove && candidate.rank === 0 && isInPackage(candidate, top))) continue;
    if (!isAbove && !isInPackage(candidate, top) && isElsewhere(candidate, importer)) continue;
    const stub = candidate.path.endsWith(".pyi") ? -0.25 : 0;
    const score = (isAbove ? 1_000 + candidate.root.length : 0) - candidate.rank * 10 + stub;
    if (best === undefined || score > best.score) best = { candidate, score };
  }
  return best?.candidate.path;
}

/** Whether a file's root lies deep in a tree that is not the importer's. */
function isElsewhere({ root }: Candidate, importer: SourcePath): boolean {
  const [tree, below] = root.split("/");
  return below !== undefined && !importer.startsWith(`${tree}/`);
}

function isInPackage({ path, root }: Candidate, top: string): boolean {
  return path.startsWith(`${root === "" ? "" : `${root}/`}${top}/`);
}

function findRelative(
  present: ReadonlySet<SourcePath>,
  importer: SourcePath,
  level: number,
  name: string,
): SourcePath | undefined {
  const folders = importer.split("/").slice(0, -1);
  if (level - 1 > folders.length) return undefined;
  const base = folders.slice(0, folders.length - (level - 1));
  const target = [...base, ...(name === "" ? [] : name.split("."))].join("/");
  const prefix = target === "" ? "" : `${target}/`;
  return [`${target}.py`, `${prefix}__init__.py`, `${target}.pyi`, `${prefix}__init__.pyi`].find((path) =>
    present.has(path),
  );
}
