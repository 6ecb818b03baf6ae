import type { Schema } from "#contract";
import { lowerBounds, readChoices, upperBounds } from "./field-values.ts";
import { allowsNull } from "./missing.ts";

/**
 * What several bodies say of one field, taken together: it may hold whatever one of them lets in. Each of them is held
 * to its own words all the same (`BodyField.limits`). Values of different kinds stay as the first says.
 */
export function widestSchema([first, ...others]: readonly [Schema, ...Schema[]]): Schema {
  return others.reduce(widen, first);
}

function widen(one: Schema, other: Schema): Schema {
  if (one === other) return one;
  const wide = isComparable(one, other) ? unite(one, other) : one;
  return allowsNull(other) && !allowsNull(one) ? { ...wide, nullable: true } : wide;
}

/** Whether both are scalars of one type, so that their limits can be held against each other. */
function isComparable(one: Schema, other: Schema): boolean {
  const [type] = one.types;
  return (
    one.types.length === 1 &&
    other.types.length === 1 &&
    type === other.types[0] &&
    type !== "object" &&
    one.format === other.format &&
    [one, other].every(({ allOf, oneOf, anyOf }) => allOf.length + oneOf.length + anyOf.length === 0)
  );
}

function unite(one: Schema, other: Schema): Schema {
  const united: Schema = { ...one, uniqueItems: one.uniqueItems && other.uniqueItems };
  const limits = new Map<string, unknown>([
    ...lowerBounds.map((name) => [name, pick(Math.min, one[name], other[name])] as const),
    ...upperBounds.map((name) => [name, pick(Math.max, one[name], other[name])] as const),
    ["pattern", same(one.pattern, other.pattern)],
    ["multipleOf", same(one.multipleOf, other.multipleOf)],
    ...uniteChoices(one, other),
  ]);
  const all = Object.entries({ ...united, ...Object.fromEntries(limits) });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined)) as unknown as Schema;
}

/** What either allows, where both count what they allow. */
function uniteChoices(one: Schema, other: Schema): readonly (readonly [string, unknown])[] {
  const [choices, others] = [readChoices(one), readChoices(other)];
  if (!choices || !others || others.every((choice) => choices.includes(choice))) return [];
  return [
    ["const", undefined],
    ["enum", [...new Set([...choices, ...others])]],
  ];
}

function pick(
  choose: (...all: number[]) => number,
  one: number | undefined,
  other: number | undefined,
): number | undefined {
  return one === undefined || other === undefined ? undefined : choose(one, other);
}

function same<T>(one: T | undefined, other: T | undefined): T | undefined {
  return one === other ? one : undefined;
}
