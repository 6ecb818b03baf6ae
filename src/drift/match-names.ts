import { splitWords } from "#base";

export interface MatchedNames<T> {
  readonly both: readonly (readonly [T, T])[];
  /** The same but for capitals, hyphens and underscores: `userId` and `user_id`. */
  readonly renamed: readonly (readonly [T, T])[];
  readonly missing: readonly T[];
  readonly surplus: readonly T[];
}

/** Pairs things of two sides by their names; what is left is looked for under another spelling. */
export function matchNames<T extends { readonly name: string }>(
  promised: readonly T[],
  kept: readonly T[],
  nameOf: (thing: T) => string = ({ name }) => name,
): MatchedNames<T> {
  const byName = new Map(kept.map((thing) => [nameOf(thing), thing]));
  const both = promised.flatMap((one) => {
    const other = byName.get(nameOf(one));
    return other === undefined ? [] : [[one, other] as const];
  });
  const paired = new Set(both.flat());
  const left = promised.filter((one) => !paired.has(one));
  const open = new Map(
    kept.filter((other) => !paired.has(other)).map((other) => [spelling(nameOf(other)), other]),
  );
  const renamed = left.flatMap((one) => {
    const key = spelling(nameOf(one));
    const other = open.get(key);
    if (other === undefined || key === "") return [];
    open.delete(key);
    return [[one, other] as const];
  });
  const found = new Set(renamed.flat());
  return {
    both,
    renamed,
    missing: left.filter((one) => !found.has(one)),
    surplus: kept.filter((other) => !paired.has(other) && !found.has(other)),
  };
}

function spelling(name: string): string {
  return splitWords(name).join("");
}
