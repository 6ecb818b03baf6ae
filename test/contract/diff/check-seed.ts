import assert from "node:assert/strict";
import type { ContractChange } from "#contract";
import type { Seed } from "./seeds.ts";

/** Makes the change in the text, compares, and holds what is found against what is expected: all of it, and nothing else. */
export function checkSeed(
  { replace, expected }: Seed,
  text: string,
  compare: (before: string, after: string) => readonly ContractChange[],
): void {
  let changed = text;
  for (const [before, after] of replace) {
    assert.equal(changed.split(before).length, 2, `"${before}" is there once`);
    changed = changed.replace(before, after);
  }
  const found = compare(text, changed).map((change) => {
    const told = JSON.stringify(change.message);
    const named = expected.find(([item, name]) => item === change.item && told.includes(name))?.[1];
    for (const span of [change.before, change.after]) assert.ok(span === undefined || span.line > 0);
    assert.ok(change.before ?? change.after, `${change.kind} has a place`);
    return [change.item, named ?? change.message, change.consumer, change.provider];
  });
  const inOrder = (rows: readonly (readonly string[])[]) => rows.map((row) => row.join(" | ")).toSorted();
  assert.deepEqual(inOrder(found as string[][]), inOrder(expected));
}
