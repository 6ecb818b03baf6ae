import type { Contract, Operation } from "#contract";

/** The operations of one document beside those that the source answers. */
export interface Matched {
  readonly contract: Contract;
  /** What paths of the source begin with before those of the document begin. */
  readonly prefix: string;
  readonly pairs: readonly { readonly promised: Operation; readonly kept: Operation }[];
  readonly missing: readonly Operation[];
}

/** Pairs by method and path, whatever path parameters are called, below the prefix under which most are found. */
export function matchOperations(contract: Contract, kept: readonly Operation[]): Matched {
  const byKey = new Map(kept.map((operation) => [keyOf(operation.method, operation.path), operation]));
  // What an operation of the source begins with may not be known; then its path is the end of the whole.
  const open = kept.filter(({ pathStartUnknown }) => pathStartUnknown);
  const find = (prefix: string, { method, path }: Operation): Operation | undefined =>
    byKey.get(keyOf(method, `${prefix}${path}`)) ?? findByEnd(open, keyOf(method, `${prefix}${path}`));
  const counted = prefixesOf(contract, kept).map((prefix) => ({
    prefix,
    count: contract.operations.filter((operation) => find(prefix, operation) !== undefined).length,
  }));
  const { prefix } = counted.reduce((best, each) => (each.count > best.count ? each : best), {
    prefix: "",
    count: 0,
  });
  const pairs = contract.operations.flatMap((promised) => {
    const found = find(prefix, promised);
    return found === undefined ? [] : [{ promised, kept: found }];
  });
  const paired = new Set(pairs.map(({ promised }) => promised));
  return { contract, prefix, pairs, missing: contract.operations.filter((each) => !paired.has(each)) };
}

/** The operation whose path is the longest end of another. */
function findByEnd(open: readonly Operation[], key: string): Operation | undefined {
  const [asked = "", whole = ""] = key.split(" ");
  let best: Operation | undefined;
  for (const operation of open) {
    const [method, end = ""] = keyOf(operation.method, operation.path).split(" ");
    if (method !== asked || end === "/" || !whole.endsWith(end)) continue;
    if (best === undefined || operation.path.length > best.path.length) best = operation;
  }
  return best;
}

/** A slash at the end is how some frameworks write every path: it is no other path. */
function keyOf(method: string, path: string): string {
  const bare = path.replace(/\{[^{}]*\}/g, "{}").replace(/\/+$/, "");
  return `${method} ${bare === "" ? "/" : bare}`;
}

/** None, the base path of the document, and whatever paths of the source begin with. */
function prefixesOf({ basePath }: Contract, kept: readonly Operation[]): readonly string[] {
  const prefixes = new Set(["", basePath]);
  for (const { path } of kept) {
    const segments = path.split("/").filter((segment) => segment !== "");
    for (let length = 1; length < Math.min(segments.length, 4); length += 1) {
      const own = segments.slice(0, length);
      if (own.some((segment) => segment.includes("{"))) break;
      prefixes.add(`/${own.join("/")}`);
    }
  }
  return [...prefixes].slice(0, 200);
}
