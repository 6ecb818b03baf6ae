/** Relations that are loaded with rows, each with what is loaded with the rows that it leads to. */
export interface LoadTree extends ReadonlyMap<string, LoadTree> {}

export const nothingLoaded: LoadTree = new Map();

/** The tree of one path: `["customer", "country"]`, with what is loaded at its end. */
export function loadPath(steps: readonly string[], end: LoadTree = nothingLoaded): LoadTree {
  return steps.reduceRight<LoadTree>((below, step) => new Map([[step, below]]), end);
}

/** What either of two trees loads. */
export function mergeLoads(one: LoadTree, other: LoadTree): LoadTree {
  if (one.size === 0) return other;
  if (other.size === 0) return one;
  const merged = new Map(one);
  for (const [name, below] of other) {
    const before = merged.get(name);
    merged.set(name, before === undefined ? below : mergeLoads(before, below));
  }
  return merged;
}

/** Under this stands what the rows of a relation were asked for with, where they have a query of their own. */
const asked = "=";

/** What is loaded below a relation whose rows are asked for by a query of their own, with what that loads. */
export function askedWith(loads: LoadTree): LoadTree {
  return new Map([...loads, [asked, loads]]);
}

/** What a query loads that is made of the rows of a relation: what theirs was told, and nothing that was loaded by paths. */
export function askedAt(loads: LoadTree, steps: readonly string[]): LoadTree {
  return loadedAt(loads, steps)?.get(asked) ?? nothingLoaded;
}

/** Stands for every relation, and all below it: nobody sees here what is loaded and what is not. */
const every = "*";

/** What may be loaded whole: of what was put there by hand, nothing is known. */
export const anythingLoaded: LoadTree = new Map([[every, nothingLoaded]]);

/** What is loaded below a path; undefined where the path itself is not. */
export function loadedAt(loads: LoadTree, steps: readonly string[]): LoadTree | undefined {
  let at: LoadTree | undefined = loads;
  for (const step of steps) {
    if (at?.has(every) === true) return anythingLoaded;
    at = at?.get(step);
  }
  return at;
}

/** The paths of a tree, each with its steps joined. */
export function pathsOf(loads: LoadTree, separator: string, before = ""): readonly string[] {
  return [...loads].flatMap(([name, below]) => [
    before + name,
    ...pathsOf(below, separator, `${before}${name}${separator}`),
  ]);
}

/** A tree as text, the same for the same tree. */
export function writeLoads(loads: LoadTree): string {
  const parts = [...loads].map(([name, below]) => name + (below.size > 0 ? `(${writeLoads(below)})` : ""));
  return parts.toSorted().join(",");
}
