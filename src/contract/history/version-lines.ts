import type { Ancestry } from "./ancestry.ts";
import type { Acceptance, AcceptedItem } from "./entry.ts";

/** One thing at one acceptance. */
export interface Version {
  readonly entry: Acceptance;
  readonly item: AcceptedItem;
  /** Counts from 1; two that were accepted side by side have the same one. It never changes again. */
  readonly number: number;
}

/** All versions of one thing. */
export interface VersionLine {
  readonly line: readonly string[];
  /** Each after those that it saw. */
  readonly versions: readonly Version[];
  /** Those that no other version saw: one, but where branches accepted side by side. */
  readonly current: readonly Version[];
}

/** The versions of each thing, by `lineKey`. */
export function versionLines(ancestry: Ancestry): ReadonlyMap<string, VersionLine> {
  const gathered = new Map<string, Indexed[]>();
  for (const [at, entry] of ancestry.entries.entries())
    for (const item of entry.items) {
      const key = lineKey(item.line);
      const list = gathered.get(key);
      if (list === undefined) gathered.set(key, [{ at, entry, item }]);
      // One entry speaks once of one thing.
      else if (list.at(-1)?.at !== at) list.push({ at, entry, item });
    }
  return new Map([...gathered].map(([key, list]) => [key, numberVersions(list, ancestry)]));
}

export function lineKey(line: readonly string[]): string {
  return JSON.stringify(line);
}

/** Whether what was accepted side by side says the same, too. */
export function isAgreed({ current }: VersionLine): boolean {
  return new Set(current.map(({ item }) => item.digest)).size <= 1;
}

interface Indexed {
  readonly at: number;
  readonly entry: Acceptance;
  readonly item: AcceptedItem;
}

function numberVersions(list: readonly Indexed[], { hasSeen }: Ancestry): VersionLine {
  const done: { readonly at: number; readonly version: Version }[] = [];
  let current: typeof done = [];
  for (const { at, entry, item } of list) {
    const seen = current.filter((other) => hasSeen(at, other.at));
    const before = seen.length === current.length ? seen : done.filter((other) => hasSeen(at, other.at));
    const number = 1 + Math.max(0, ...before.map(({ version }) => version.number));
    const made = { at, version: { entry, item, number } };
    done.push(made);
    current = [...current.filter((other) => !seen.includes(other)), made];
  }
  return {
    line: list[0]?.item.line ?? [],
    versions: done.map(({ version }) => version),
    current: current.map(({ version }) => version),
  };
}
