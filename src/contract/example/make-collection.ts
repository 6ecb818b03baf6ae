import type { JsonValue, Property, Schema, SchemaNode } from "../contract.ts";
import { acceptsValue } from "./accepts-value.ts";
import { isHidden, type MakePlace, type Maker } from "./maker.ts";

type MakeInner = (maker: Maker, node: SchemaNode, place: MakePlace) => JsonValue | undefined;

/** More are not made, whatever the schema asks for. */
const mostItems = 1_000;

export function makeList(
  maker: Maker,
  schema: Schema,
  place: MakePlace,
  makeInner: MakeInner,
): readonly JsonValue[] | undefined {
  const least = Math.min(schema.minItems ?? 0, mostItems);
  const wanted = Math.min(Math.max(least, place.isMinimal ? 0 : 1), schema.maxItems ?? mostItems);
  const items: JsonValue[] = [];
  const seen = new Set<string>();
  const tries = schema.uniqueItems ? wanted * 3 + 20 : wanted;
  for (let count = 0; count < tries && items.length < wanted; count += 1) {
    const item =
      schema.items === undefined
        ? `text${place.variant + count}`
        : makeInner(maker, schema.items, { ...place, variant: place.variant + count });
    if (item === undefined) break;
    const text = schema.uniqueItems ? JSON.stringify(item) : `${count}`;
    if (seen.has(text)) continue;
    seen.add(text);
    items.push(item);
  }
  return items.length < least ? undefined : items;
}

export function makeMap(
  maker: Maker,
  schema: Schema,
  place: MakePlace,
  makeInner: MakeInner,
): { readonly [key: string]: JsonValue } | undefined {
  const entries = new Map<string, JsonValue>();
  const most = schema.maxProperties ?? Number.POSITIVE_INFINITY;
  const required = schema.properties.filter(
    (property) => property.required && !isHidden(maker, property.schema),
  );
  for (const property of required) {
    const value = makeInner(maker, property.schema, place);
    if (value === undefined) return undefined;
    entries.set(property.name, value);
  }
  for (const name of schema.alsoRequired ?? [])
    entries.set(name, makeOther(maker, schema, place, makeInner) ?? null);
  if (!place.isMinimal) addOptional(maker, schema, place, makeInner, entries, most);
  addMissing(maker, schema, place, makeInner, entries);
  // In the order of the contract, as a person would write it.
  const order = new Map(schema.properties.map((property, index) => [property.name, index]));
  const rank = (name: string) => order.get(name) ?? order.size;
  return Object.fromEntries([...entries].toSorted(([left], [right]) => rank(left) - rank(right)));
}

function addOptional(
  maker: Maker,
  schema: Schema,
  place: MakePlace,
  makeInner: MakeInner,
  entries: Map<string, JsonValue>,
  most: number,
): void {
  for (const property of optionalOf(maker, schema)) {
    if (entries.size >= most) return;
    const value = makeInner(maker, property.schema, place);
    // One that cannot be made, or not as its schema wants it, is better left out.
    if (value !== undefined && acceptsValue(maker.contract, property.schema, value, maker.checks))
      entries.set(property.name, value);
  }
  const isDictionary = schema.properties.length === 0 && typeof schema.additionalProperties === "object";
  if (!isDictionary || entries.size >= most) return;
  const value = makeOther(maker, schema, place, makeInner);
  if (value !== undefined) entries.set("key", value);
}

// Up to the number of properties that must be there: declared ones first, then made-up names.
function addMissing(
  maker: Maker,
  schema: Schema,
  place: MakePlace,
  makeInner: MakeInner,
  entries: Map<string, JsonValue>,
): void {
  const least = Math.min(schema.minProperties ?? 0, mostItems);
  for (const property of optionalOf(maker, schema)) {
    if (entries.size >= least) return;
    const value = entries.has(property.name) ? undefined : makeInner(maker, property.schema, place);
    if (value !== undefined) entries.set(property.name, value);
  }
  for (let count = 1; entries.size < least && count <= mostItems; count += 1) {
    const value = makeOther(maker, schema, { ...place, variant: place.variant + count }, makeInner);
    if (value === undefined) return;
    entries.set(`key${count}`, value);
  }
}

function optionalOf(maker: Maker, schema: Schema): readonly Property[] {
  return schema.properties.filter((property) => !property.required && !isHidden(maker, property.schema));
}

function makeOther(
  maker: Maker,
  schema: Schema,
  place: MakePlace,
  makeInner: MakeInner,
): JsonValue | undefined {
  const { additionalProperties: others } = schema;
  if (others === false) return undefined;
  return typeof others === "object" ? makeInner(maker, others, place) : "text";
}
