import type { Field, FieldMeaning, TreePlace } from "#domain";
import { type JsonLike, literal, type Py, py } from "#python";

export type Given = ReadonlyMap<string, JsonLike>;

/** What a given list comes to, where its objects say all of that. */
export function expectSum(
  { over, price, quantity, discount }: Extract<FieldMeaning, { readonly kind: "total" }>,
  given: Given,
): Py | undefined {
  const list = given.get(over);
  if (price.of !== "line" || quantity !== undefined || discount !== undefined || !Array.isArray(list))
    return undefined;
  const numbers = (list as readonly Record<string, unknown>[]).map((each) => Number(each[price.field]));
  return literal(numbers.reduce((sum, each) => sum + each, 0));
}

/** The field of an answer that shows what another one keeps: itself, or one under another name. */
export function shownAs(fields: readonly Field[], { name: kept }: Field): Field | undefined {
  return (
    fields.find(({ name: each }) => each === kept) ??
    fields.find(({ meaning }) => meaning.kind === "also" && meaning.of === kept)
  );
}

/** A row that a test makes without more stands at the top. */
export function expectPlace(tells: TreePlace): Py | undefined {
  if (tells.is === "path") return undefined;
  return tells.is === "above" ? py`None` : literal(tells.first);
}
