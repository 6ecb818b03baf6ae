import type { BuiltRecord, BuiltThing } from "./built-record.ts";

/** What a contract would change in what was built. */
export interface BuiltChanges {
  readonly operations: Difference;
  readonly fields: Difference;
}

export interface Difference {
  readonly added: readonly ChangedThing[];
  readonly changed: readonly (ChangedThing & { readonly before: string })[];
  readonly removed: readonly ChangedThing[];
}

export interface ChangedThing {
  /** Id of an operation, or `Book.title`. */
  readonly name: string;
  readonly text: string;
}

export function compareBuilt(before: BuiltRecord, now: BuiltRecord): BuiltChanges {
  return {
    operations: compare(before.operations, now.operations),
    fields: compare(before.fields, now.fields),
  };
}

type Things = Readonly<Record<string, BuiltThing>>;

function compare(before: Things, now: Things): Difference {
  const old = new Map(Object.entries(before));
  const wanted = new Map(Object.entries(now));
  const told = ([name, { text }]: readonly [string, BuiltThing]): ChangedThing => ({ name, text });
  return {
    added: [...wanted].filter(([name]) => !old.has(name)).map(told),
    removed: [...old].filter(([name]) => !wanted.has(name)).map(told),
    changed: [...wanted].flatMap(([name, { text, digest }]) => {
      const known = old.get(name);
      return known && known.digest !== digest ? [{ name, text, before: known.text }] : [];
    }),
  };
}
