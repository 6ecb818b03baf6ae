import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { importsOf, root, type Source } from "./sources.ts";

/** The folder table of ARCHITECTURE.md: each folder of `src/` with those that it may import. */
export function readFolderTable(): ReadonlyMap<string, ReadonlySet<string>> {
  const rows = readFileSync(join(root, "ARCHITECTURE.md"), "utf8")
    .split("\n")
    .flatMap((line) => {
      const [, name, , may] = line.split("|").map((cell) => cell.trim());
      const folder = /^`([a-z]+)`$/.exec(name ?? "")?.[1];
      return folder === undefined || may === undefined
        ? []
        : [[folder, new Set(may.match(/[a-z]+/g) ?? [])] as const];
    });
  return new Map(rows);
}

/** Imports that the table does not allow, or that pass by a folder's entrance. */
export function findForbiddenImports(sources: readonly Source[]): readonly string[] {
  const table = readFolderTable();
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  return sources.flatMap((source) =>
    importsOf(source).flatMap(({ specifier, place }) => {
      const problem = judgeImport(source, specifier, table, manifest.dependencies);
      return problem === undefined ? [] : [`${place} imports ${specifier}: ${problem}`];
    }),
  );
}

function judgeImport(
  source: Source,
  specifier: string,
  table: ReadonlyMap<string, ReadonlySet<string>>,
  dependencies: Readonly<Record<string, string>>,
): string | undefined {
  if (specifier.startsWith(".")) return judgeRelative(source, specifier);
  if (specifier.startsWith("#")) {
    const folder = specifier.slice(1);
    if (folder.includes("/")) return "a folder is entered through its index.ts alone";
    if (folder === source.folder) return "within a folder, imports are relative";
    return table.get(source.folder)?.has(folder) ? undefined : `${source.folder} may not import ${folder}`;
  }
  if (specifier.startsWith("node:")) return undefined;
  const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
  return name in dependencies ? undefined : "not among the dependencies in package.json";
}

function judgeRelative(source: Source, specifier: string): string | undefined {
  const target = normalize(join(dirname(source.path), specifier));
  if (!existsSync(join(root, target))) return "there is no such file";
  if (target === "package.json" && source.folder === "surfaces") return undefined;
  return target.startsWith(`src/${source.folder}/`) ? undefined : "across folders, import #folder";
}

/** Circles of files, each told once. */
export function findCycles(sources: readonly Source[]): readonly string[] {
  const edges = new Map(sources.map((source) => [source.path, targetsOf(source)] as const));
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (path: string, way: readonly string[]): void => {
    const at = way.indexOf(path);
    if (at !== -1) found.push([...way.slice(at), path].join(" → "));
    if (at !== -1 || done.has(path)) return;
    for (const next of edges.get(path) ?? []) walk(next, [...way, path]);
    done.add(path);
  };
  for (const path of edges.keys()) walk(path, []);
  return found;
}

function targetsOf(source: Source): readonly string[] {
  return importsOf(source).flatMap(({ specifier }) => {
    if (specifier.startsWith("#")) return [`src/${specifier.slice(1)}/index.ts`];
    return specifier.startsWith(".") ? [normalize(join(dirname(source.path), specifier))] : [];
  });
}

/** Folders that others import without an entrance, or whose entrance does not say in three lines what they are. */
export function findMissingHeaders(sources: readonly Source[]): readonly string[] {
  const entered = new Set([...readFolderTable().values()].flatMap((may) => [...may]));
  const present = new Set(sources.map(({ folder }) => folder));
  return [...present]
    .filter((folder) => entered.has(folder))
    .flatMap((folder) => {
      const entrance = sources.find(({ path }) => path === `src/${folder}/index.ts`);
      if (entrance === undefined) return [`src/${folder} has no index.ts`];
      const header = /^(?:\/\/.*\n)*/.exec(entrance.text)?.[0].split("\n").length ?? 0;
      return header - 1 === 3 ? [] : [`${entrance.path}:1 has a header of ${header - 1} lines, not 3`];
    });
}
