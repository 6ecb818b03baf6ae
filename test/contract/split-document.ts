import { posix } from "node:path";
import { parse, stringify } from "yaml";

type Tree = { [key: string]: unknown };

/** Gives the next choice out of so many. */
export type Choose = (count: number) => number;

interface Home {
  readonly file: string;
  readonly pointer: string;
}

export const rootFile = "api/openapi.yaml";

const folders = ["api", "api/parts", "api/parts/inner", "api/other folder"];
/** Security requirements name their schemes, so those must stay listed. */
const listedOnly = new Set(["securitySchemes"]);

/** A document of one file, torn into several at random places. What it says stays the same. */
export function splitDocument(text: string, choose: Choose): Readonly<Record<string, string>> {
  const document = parse(text) as Tree;
  const components = (document["components"] ?? {}) as Record<string, Tree>;
  const homes = new Map<string, Home>();
  const files = new Map<string, unknown>();
  const listed = new Map<string, string>();
  for (const [section, elements] of Object.entries(components)) {
    for (const [name, value] of Object.entries(elements)) {
      const own = `/components/${section}/${encodeToken(name)}`;
      const way = choose(listedOnly.has(section) ? 3 : 5);
      if (way === 0) {
        homes.set(own, { file: rootFile, pointer: own });
        continue;
      }
      const home = way % 2 === 1 ? wholeFile(section, name, choose) : partOf(section, name, choose);
      homes.set(own, home);
      place(files, home, value);
      if (way < 3) listed.set(own, name);
      // An empty one keeps the order.
      if (way < 3) elements[name] = {};
      else delete elements[name];
    }
  }
  const paths = (document["paths"] ?? {}) as Tree;
  const pathHomes = new Map<string, Home>();
  for (const [index, path] of Object.keys(paths).entries()) {
    if (choose(3) === 0) continue;
    const home: Home = { file: `${folders[choose(4)]}/path-${index}.yaml`, pointer: choose(2) ? "/it" : "" };
    place(files, home, paths[path]);
    pathHomes.set(path, home);
    paths[path] = {};
  }
  const link: Link = { homes, listed, choose };
  const result = new Map([...files].map(([file, tree]) => [file, relink(tree, file, link)]));
  const root = relink(document, rootFile, link) as Tree;
  for (const [path, home] of pathHomes) (root["paths"] as Tree)[path] = { $ref: referenceTo(home, rootFile) };
  for (const own of listed.keys()) {
    const [, , section = "", name = ""] = own.split("/");
    const home = homes.get(own);
    const map = (root["components"] as Record<string, Tree>)[section];
    if (home && map) map[decodeToken(name)] = { $ref: referenceTo(home, rootFile) };
  }
  result.set(rootFile, root);
  return Object.fromEntries([...result].map(([file, tree]) => [file, stringify(tree)]));
}

function wholeFile(section: string, name: string, choose: Choose): Home {
  const suffix = choose(2) ? "" : `-${choose(3)}`;
  return { file: `${folders[choose(4)]}/${section}-files/${name}${suffix}.yaml`, pointer: "" };
}

function partOf(section: string, name: string, choose: Choose): Home {
  const pointer = choose(2)
    ? `/components/${section}/${encodeToken(name)}`
    : `/${section} of it/${encodeToken(name)}`;
  return { file: `${folders[choose(4)]}/library-${choose(3)}.yaml`, pointer };
}

function place(files: Map<string, unknown>, { file, pointer }: Home, value: unknown): void {
  if (pointer === "") {
    files.set(file, value);
    return;
  }
  const tree = (files.get(file) ?? {}) as Tree;
  files.set(file, tree);
  const keys = pointer.slice(1).split("/").map(decodeToken);
  const last = keys.pop() ?? "";
  let at = tree;
  for (const key of keys) {
    at[key] ??= {};
    at = at[key] as Tree;
  }
  at[last] = value;
}

interface Link {
  readonly homes: ReadonlyMap<string, Home>;
  readonly listed: ReadonlyMap<string, string>;
  readonly choose: Choose;
}

/** The tree with its references as they must be in that file. */
function relink(tree: unknown, file: string, link: Link): unknown {
  if (typeof tree === "string" && tree.startsWith("#/components/")) return rewrite(tree, file, link);
  if (Array.isArray(tree)) return tree.map((item) => relink(item, file, link));
  if (typeof tree !== "object" || tree === null) return tree;
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, relink(value, file, link)]));
}

function rewrite(reference: string, file: string, { homes, listed, choose }: Link): string {
  const own = reference.slice(1);
  const home = homes.get(own);
  if (home === undefined) return reference;
  // What the root lists can be reached by either way.
  const byRoot = listed.has(own) && choose(2) === 0;
  return referenceTo(byRoot ? { file: rootFile, pointer: own } : home, file);
}

function referenceTo({ file, pointer }: Home, from: string): string {
  const fragment = pointer === "" ? "" : `#${encodeURI(pointer)}`;
  if (file === from && fragment !== "") return fragment;
  const path = encodeURI(posix.relative(posix.dirname(from), file));
  return `${path.startsWith(".") ? "" : "./"}${path}${fragment}`;
}

function encodeToken(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

function decodeToken(name: string): string {
  return name.replaceAll("~1", "/").replaceAll("~0", "~");
}
