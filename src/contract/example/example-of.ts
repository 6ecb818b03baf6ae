import type { Contract, JsonType, JsonValue, Schema, SchemaNode } from "../contract.ts";
import { equalValues, isMap } from "../document/json-value.ts";
import { flattenSchema } from "../flatten.ts";
import { acceptsValue } from "./accepts-value.ts";
import { makeList, makeMap } from "./make-collection.ts";
import { makeNumber } from "./make-number.ts";
import { makeText } from "./make-text.ts";
import { type ExampleOptions, isHidden, type MakePlace, type Maker } from "./maker.ts";

/**
 * A value that the schema allows, the same every time: what the contract names (`const`, examples, `default`, `enum`)
 * if its own schema allows it, else one made from types, formats, bounds and patterns. Where none can be made (nothing
 * is allowed, the schema needs itself without end, or more than 10,000 values) it is as near as possible, or `null`.
 */
export function exampleOf(contract: Contract, node: SchemaNode, options: ExampleOptions = {}): JsonValue {
  const maker: Maker = { contract, options, checks: { left: 200_000 }, values: { left: 10_000 } };
  const variant = Math.max(0, Math.floor(options.variant ?? 0));
  const isMinimal = options.optional === false;
  return makeValue(maker, node, { variant, depth: 0, around: [], isMinimal }) ?? null;
}

/** `undefined`: nothing can be made here. */
export function makeValue(maker: Maker, node: SchemaNode, place: MakePlace): JsonValue | undefined {
  maker.values.left -= 1;
  const schema = flattenSchema(maker.contract, node);
  const orNull = schema.nullable ? null : undefined;
  const repeats = place.around.filter((outer) => outer === schema).length;
  if (maker.values.left < 0 || repeats > 2 || place.depth > 60) return orNull;
  if (schema.const !== undefined) return schema.const;
  const named = nameValue(maker, schema, place);
  if (named !== undefined || schema.enum !== undefined) return named ?? orNull;
  const inner: MakePlace = {
    ...place,
    depth: place.depth + 1,
    around: [...place.around, schema],
    isMinimal: place.isMinimal || repeats > 0 || place.depth > 8,
  };
  const made = hasAlternatives(schema)
    ? makeAlternative(maker, schema, inner)
    : makeTyped(maker, schema, inner);
  return made ?? orNull;
}

// The first variant takes what the contract shows; later ones go through the rest of it, and then make their own.
function nameValue(maker: Maker, schema: Schema, place: MakePlace): JsonValue | undefined {
  const shown = [...schema.examples, ...(schema.default === undefined ? [] : [schema.default])];
  const isShown = place.variant < shown.length || (place.variant === 0 && schema.enum !== undefined);
  if (!isShown && schema.enum === undefined) return undefined;
  const candidates = [
    ...shown,
    ...(schema.enum ?? []).filter((value) => !shown.some((each) => equalValues(each, value))),
  ];
  const start = place.variant % Math.max(1, candidates.length);
  const rotated = [...candidates.slice(start), ...candidates.slice(0, start)];
  // A list of null only is spelled as `const`, so null here is a default, and says little.
  const value = rotated.find(
    (each) => each !== null && acceptsValue(maker.contract, schema, each, maker.checks),
  );
  if (value === undefined || !isMap(value)) return value;
  const hidden = new Set(
    schema.properties.filter((each) => isHidden(maker, each.schema)).map((each) => each.name),
  );
  if (hidden.size === 0) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !hidden.has(name)));
}

function hasAlternatives(schema: Schema): boolean {
  return schema.oneOf.length > 0 || schema.anyOf.length > 0;
}

// The schema with one alternative as a member, until a value holds for the whole: alternatives may exclude each other.
function makeAlternative(maker: Maker, schema: Schema, place: MakePlace): JsonValue | undefined {
  const key = schema.oneOf.length > 0 ? "oneOf" : "anyOf";
  let fallback: JsonValue | undefined;
  const count = Math.min(schema[key].length, 8);
  for (let index = 0; index < count; index += 1) {
    const branch = schema[key][(place.variant + index) % schema[key].length];
    if (branch === undefined) continue;
    const { default: _, ...rest } = schema;
    const narrowed: Schema = { ...rest, examples: [], [key]: [], allOf: [...schema.allOf, branch] };
    const made = makeValue(maker, narrowed, place);
    const value = made === undefined ? undefined : tell(maker, schema, branch, made);
    if (value !== undefined && acceptsValue(maker.contract, schema, value, maker.checks)) return value;
    fallback ??= value;
  }
  return fallback;
}

// Sets the property that tells the alternatives apart, as far as its own schema lets us.
function tell(maker: Maker, schema: Schema, branch: SchemaNode, value: JsonValue): JsonValue {
  const { discriminator } = schema;
  if (discriminator === undefined || branch.kind !== "ref" || !isMap(value)) return value;
  const mapped = [...discriminator.mapping].find(([, name]) => name === branch.name)?.[0] ?? branch.name;
  const told = Object.fromEntries([...Object.entries(value), [discriminator.property, mapped]]);
  return acceptsValue(maker.contract, branch, told, maker.checks) ? told : value;
}

function makeTyped(maker: Maker, schema: Schema, place: MakePlace): JsonValue | undefined {
  const types: readonly JsonType[] = schema.types.length > 0 ? schema.types : [guessType(schema)];
  for (const type of types) {
    const made = makeOfType(maker, schema, type, place);
    if (made !== undefined) return made;
  }
  return undefined;
}

function guessType(schema: Schema): JsonType {
  if (schema.properties.length > 0 || (schema.alsoRequired?.length ?? 0) > 0) return "object";
  return schema.items === undefined ? "string" : "array";
}

function makeOfType(maker: Maker, schema: Schema, type: JsonType, place: MakePlace): JsonValue | undefined {
  switch (type) {
    case "string":
      return makeText(schema, place.variant);
    case "integer":
    case "number":
      return makeNumber(schema, type === "integer", place.variant);
    case "boolean":
      return place.variant % 2 === 0;
    case "array":
      return makeList(maker, schema, place, makeValue);
    case "object":
      return makeMap(maker, schema, place, makeValue);
    case "null":
      return null;
  }
}
