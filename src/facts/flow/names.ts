import { unionOf } from "./union.ts";
import type { FlowValue, Held, Names } from "./values.ts";

/** Gives a name a value; the branch that is followed remembers what it was. */
export function setName(names: Names, name: string, value: FlowValue | undefined): void {
  put(names, name, value);
}

/** Takes a name away. */
export function dropName(names: Names, name: string): void {
  put(names, name, "absent");
}

/**
 * Follows one branch after another from the same state, and leaves what any of them may have left. True where each of them leaves the
 * function or the loop: then all is as it was before, for nothing after them is reached.
 */
export function followBranches(names: Names, branches: readonly (() => boolean)[]): boolean {
  const ends: ReadonlyMap<string, Held>[] = [];
  for (const branch of branches) {
    const { leaves, end } = followBranch(names, branch);
    if (!leaves) ends.push(end);
  }
  if (ends.length === 0) return true;
  const [only] = ends;
  if (ends.length === 1 && only !== undefined) for (const [name, held] of only) put(names, name, held);
  else merge(names, ends);
  return false;
}

/** Follows one branch, and takes back what it changed. */
function followBranch(
  names: Names,
  branch: () => boolean,
): { readonly leaves: boolean; readonly end: ReadonlyMap<string, Held> } {
  const around = names.changes;
  const changes = new Map<string, Held>();
  names.changes = changes;
  const leaves = branch();
  names.changes = around;
  const end = new Map<string, Held>();
  for (const [name, before] of changes) {
    if (!leaves) end.set(name, heldBy(names, name));
    write(names, name, before);
  }
  return { leaves, end };
}

function merge(names: Names, ends: readonly ReadonlyMap<string, Held>[]): void {
  const changed = new Set(ends.flatMap((end) => [...end.keys()]));
  for (const name of changed) {
    const values = ends.map((end) => givenBy(end.has(name) ? end.get(name) : heldBy(names, name)));
    const [first] = values;
    put(names, name, values.every((value) => value === first) ? first : unionOf(values));
  }
}

function put(names: Names, name: string, held: Held): void {
  const { changes } = names;
  if (changes !== undefined && !changes.has(name)) changes.set(name, heldBy(names, name));
  write(names, name, held);
}

function write({ own }: Names, name: string, held: Held): void {
  // The names of a function are written here alone.
  const written = own as Map<string, FlowValue | undefined>;
  if (held === "absent") written.delete(name);
  else written.set(name, held);
}

function heldBy({ own }: Names, name: string): Held {
  const value = own.get(name);
  return value !== undefined || own.has(name) ? value : "absent";
}

function givenBy(held: Held): FlowValue | undefined {
  return held === "absent" ? undefined : held;
}
