import type { Comprehension, Expression } from "#python";
import { enumerationKind, membersOf } from "./enumerations.ts";
import { meantBy } from "./meant.ts";
import type { Plain } from "./plain.ts";
import type { Given, Place, PlainReader } from "./plain-reader.ts";

/** How many items a comprehension may go over. */
const longest = 5_000;

/** `[(value, label) for value, label in PAIRS]`, of one clause without conditions. */
export function evaluateComprehension(
  reader: PlainReader,
  place: Place,
  { form, element, value, clauses }: Comprehension,
): Plain | undefined {
  const [clause] = clauses;
  if (clause === undefined || clauses.length > 1 || clause.async || clause.conditions.length > 0)
    return undefined;
  const items = itemsOf(reader, place, clause.iterable);
  if (items === undefined || items.length > longest) return undefined;
  const places = items.map((item) => bind(place, clause.target, item));
  if (form === "dictionary") {
    const entries = places.map((at) => {
      const key = at && reader.step(at, element);
      return key && value ? ([key, reader.step(at, value)] as const) : undefined;
    });
    return entries.every((entry) => entry !== undefined) ? { kind: "dictionary", entries } : undefined;
  }
  return { kind: "list", items: places.map((at) => at && reader.step(at, element)) };
}

/** What is gone over: a list, the pairs of a mapping, or the members of an enumeration. */
function itemsOf(reader: PlainReader, place: Place, iterable: Expression): readonly Given[] | undefined {
  const meant = meantBy(reader, place, iterable);
  if (meant?.kind === "class" && enumerationKind(meant.class) !== undefined)
    return membersOf(reader, meant.class).map((member) => ({ member }));
  const value = reader.step(place, iterable);
  return value?.kind === "list" ? value.items.map((item) => ({ value: item })) : undefined;
}

/** `for value, label in …` gives each name its own; undefined where the item has another form. */
function bind(place: Place, target: Expression, item: Given): Place | undefined {
  const given = new Map(place.given);
  if (target.kind === "name") return { ...place, given: given.set(target.id, item) };
  const parts = item.value?.kind === "list" ? item.value.items : undefined;
  if ((target.kind !== "tuple" && target.kind !== "list") || parts?.length !== target.items.length)
    return undefined;
  for (const [index, part] of target.items.entries()) {
    if (part.kind !== "name") return undefined;
    given.set(part.id, { value: parts[index] });
  }
  return { ...place, given };
}
