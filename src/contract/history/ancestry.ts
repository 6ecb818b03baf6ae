import type { Acceptance } from "./entry.ts";

/** Entries in an order in which each comes after those it saw; what follows from what is answered by their index. */
export interface Ancestry {
  readonly entries: readonly Acceptance[];
  /** Digests of the entries that nothing follows, sorted. */
  readonly heads: readonly string[];
  /** Whether the entry at `later` saw the one at `earlier`, at once or through others. */
  hasSeen(later: number, earlier: number): boolean;
}

/** Those of one time stand by their digests: everybody who has the same files has the same order. */
export function orderEntries(all: ReadonlyMap<string, Acceptance>): Ancestry {
  const waiting = new Map<string, number>();
  const followers = new Map<string, Acceptance[]>();
  for (const entry of all.values()) {
    const known = entry.parents.filter((parent) => all.has(parent));
    waiting.set(entry.digest, known.length);
    for (const parent of known) {
      const list = followers.get(parent);
      if (list === undefined) followers.set(parent, [entry]);
      else list.push(entry);
    }
  }
  const ready = [...all.values()].filter(({ digest }) => waiting.get(digest) === 0).toSorted(compareEntries);
  const entries: Acceptance[] = [];
  for (let next = ready.shift(); next !== undefined; next = ready.shift()) {
    entries.push(next);
    for (const follower of followers.get(next.digest) ?? []) {
      const left = (waiting.get(follower.digest) ?? 0) - 1;
      waiting.set(follower.digest, left);
      if (left === 0) insert(ready, follower);
    }
  }
  const heads = entries.filter(({ digest }) => !followers.has(digest)).map(({ digest }) => digest);
  return { entries, heads: heads.toSorted(), hasSeen: makeHasSeen(entries) };
}

function insert(ready: Acceptance[], entry: Acceptance): void {
  const at = ready.findIndex((other) => compareEntries(entry, other) < 0);
  ready.splice(at < 0 ? ready.length : at, 0, entry);
}

function compareEntries(one: Acceptance, other: Acceptance): number {
  return compare(one.when, other.when) || compare(one.digest, other.digest);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function makeHasSeen(entries: readonly Acceptance[]): Ancestry["hasSeen"] {
  const index = new Map(entries.map(({ digest }, at) => [digest, at]));
  const parents = entries.map((entry) => entry.parents.flatMap((parent) => index.get(parent) ?? []));
  // How many up to each do not simply follow the one before them: between two of one number, all saw all before.
  const turns: number[] = [];
  for (const [at, own] of parents.entries())
    turns.push((turns[at - 1] ?? 0) + (own.length === 1 && own[0] === at - 1 ? 0 : 1));
  return (later, earlier) => {
    if (earlier >= later) return false;
    if (turns[later] === turns[earlier]) return true;
    const open = [later];
    const met = new Set(open);
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const parent of parents[at] ?? []) {
        if (parent === earlier) return true;
        if (parent < earlier || met.has(parent)) continue;
        if (turns[parent] === turns[earlier]) return true;
        met.add(parent);
        open.push(parent);
      }
    return false;
  };
}
