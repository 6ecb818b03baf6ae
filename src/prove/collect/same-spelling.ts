import { joinMembers } from "./join-members.ts";
import { isList, isObject, type Json, type JsonObject, mapSchema, mapSchemas } from "./schema-places.ts";

/**
 * An OpenAPI document with one spelling for what has several, so that a comparison by form sees differences of meaning
 * only: `null` among the types, a constant as a choice of one, alternatives as `anyOf` and called after what tells them
 * apart, objects whole, version 3.1.
 */
export function sameSpelling(document: Json): Json {
  if (!isObject(document)) return document;
  const spelled = mapSchemas(document, (schema) =>
    spellNull(spellAlternatives(spellMember(spellChoice(spellBounds(schema))))),
  );
  const members = sharedSchemas(spelled);
  const joined = mapSchemas(spelled, (schema) => joinMembers(schema, members));
  const shared = sharedSchemas(joined);
  const whole = mapSchemas(joined, (schema) => placeNullable(nameKinds(schema, shared), shared, []));
  return isObject(whole) ? { ...whole, openapi: "3.1.0" } : whole;
}

function sharedSchemas(document: Json): JsonObject {
  const components = isObject(document) ? document["components"] : undefined;
  const schemas = isObject(components) ? components["schemas"] : undefined;
  return isObject(schemas) ? schemas : {};
}

/** A shared schema that may be null: in its place, with `null` among its types. One inside itself stays a reference. */
function placeNullable(schema: JsonObject, shared: JsonObject, around: readonly string[]): Json {
  const alternatives = readAlternatives(schema);
  const reference = alternatives?.other?.["$ref"];
  if (!alternatives?.isNullable || typeof reference !== "string") return schema;
  const name = reference.replace("#/components/schemas/", "");
  const target = Object.hasOwn(shared, name) && !around.includes(name) ? shared[name] : undefined;
  if (!isObject(target) || target["type"] === undefined) return schema;
  const { anyOf: _, ...words } = schema;
  const placed = mapSchema(target, (inner) => placeNullable(inner, shared, [...around, name]));
  return isObject(placed) ? { ...withNull(placed), ...words } : schema;
}

/** Objects that one property tells apart, in their place: whatever they are called, each is known by its own value of it. */
function nameKinds(schema: JsonObject, shared: JsonObject): JsonObject {
  const listed = isList(schema["anyOf"]) ? schema["anyOf"] : [];
  const targets = listed.flatMap((each) => {
    const reference = isObject(each) ? each["$ref"] : undefined;
    const name = typeof reference === "string" ? reference.replace("#/components/schemas/", "") : "";
    const target = Object.hasOwn(shared, name) ? shared[name] : undefined;
    return isObject(target) && isObject(target["properties"]) ? [target] : [];
  });
  const [first] = targets;
  if (!first || targets.length < 2 || targets.length < listed.length) return schema;
  const values = Object.keys(isObject(first["properties"]) ? first["properties"] : {}).map((property) =>
    targets.flatMap((target) => onlyChoice(target, property)),
  );
  const told = values.find((each) => new Set(each).size === targets.length);
  return told
    ? { ...schema, anyOf: targets.map((target, index) => ({ ...target, title: told[index] ?? "" })) }
    : schema;
}

function onlyChoice({ properties }: JsonObject, name: string): readonly string[] {
  const property = isObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
  const choices = isObject(property) ? property["enum"] : undefined;
  return isList(choices) && choices.length === 1 ? [String(choices[0])] : [];
}

/** Alternatives that are no more than types are types; others are `anyOf`, whatever tells them apart. */
function spellAlternatives(schema: JsonObject): JsonObject {
  const { oneOf, anyOf, discriminator: _, ...rest } = schema;
  const listed = anyOf ?? oneOf;
  if (!isList(listed)) return schema;
  const types = listed.map((each) => (isObject(each) ? onlyType(each) : undefined));
  const known = types.filter((type) => type !== undefined);
  if (known.length === listed.length && rest["type"] === undefined)
    return { ...rest, type: orderTypes(known) };
  return { ...rest, anyOf: listed };
}

function onlyType(schema: JsonObject): string | undefined {
  const { type, ...rest } = schema;
  return typeof type === "string" && Object.keys(rest).every((key) => key === "title") ? type : undefined;
}

const words: ReadonlySet<string> = new Set([
  "description",
  "title",
  "readOnly",
  "writeOnly",
  "deprecated",
  "default",
  "example",
  "examples",
  "nullable",
]);

/** One member of an `allOf`, with words for people beside it, is that member. */
function spellMember(schema: JsonObject): JsonObject {
  const { allOf, ...rest } = schema;
  const [only] = isList(allOf) ? allOf : [];
  const isAlone = isList(allOf) && allOf.length === 1 && Object.keys(rest).every((key) => words.has(key));
  return isAlone && isObject(only) ? { ...only, ...rest } : schema;
}

/** 3.0 says `exclusiveMinimum: true` beside the bound. */
function spellBounds(schema: JsonObject): JsonObject {
  const entries = Object.entries(schema).flatMap(([key, value]): [string, Json][] => {
    const bound = { exclusiveMinimum: "minimum", exclusiveMaximum: "maximum" }[key];
    if (bound !== undefined && typeof value === "boolean") {
      const limit = schema[bound];
      return value && limit !== undefined ? [[key, limit]] : [];
    }
    const isExclusive =
      (key === "minimum" && schema["exclusiveMinimum"] === true) ||
      (key === "maximum" && schema["exclusiveMaximum"] === true);
    return isExclusive ? [] : [[key, value]];
  });
  return Object.fromEntries(entries);
}

/** `const` as `enum` of one; and the types of what is listed, where none are declared. */
function spellChoice(schema: JsonObject): JsonObject {
  const { const: only, ...rest } = schema;
  const choices = only === undefined ? rest["enum"] : [only];
  if (!isList(choices)) return schema;
  const types = [...new Set(choices.map(typeOf))].sort();
  const [type] = types;
  return {
    ...rest,
    enum: [...choices],
    ...(rest["type"] === undefined && type !== undefined && { type: types.length === 1 ? type : types }),
  };
}

function typeOf(value: Json): string {
  if (value === null) return "null";
  if (isList(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

/** `null` among the types, where the types are written out; else the last of two alternatives. */
function spellNull(schema: JsonObject): JsonObject {
  const { nullable, ...rest } = schema;
  const alternatives = readAlternatives(rest);
  if (nullable === true) return withNull(rest);
  if (alternatives?.isNullable && alternatives.other) {
    const { anyOf: _, ...words } = rest;
    return { ...withNull(alternatives.other), ...words };
  }
  return isList(rest["type"]) ? { ...rest, type: orderTypes(rest["type"]) } : rest;
}

interface Alternatives {
  readonly isNullable: boolean;
  /** What is left but for null, where that is one schema. */
  readonly other?: JsonObject;
}

function readAlternatives(schema: JsonObject): Alternatives | undefined {
  const listed = schema["anyOf"];
  if (!isList(listed)) return undefined;
  const others = listed.filter((each) => !(isObject(each) && each["type"] === "null"));
  const [other] = others;
  return {
    isNullable: others.length < listed.length,
    ...(others.length === 1 && isObject(other) && { other }),
  };
}

function withNull(schema: JsonObject): JsonObject {
  const { type, enum: choices } = schema;
  if (type === undefined) return { anyOf: [schema, { type: "null" }] };
  const types = isList(type) ? type : [type];
  return {
    ...schema,
    type: orderTypes([...types, "null"]),
    ...(isList(choices) && { enum: [...choices.filter((choice) => choice !== null), null] }),
  };
}

function orderTypes(types: readonly Json[]): Json {
  const distinct = [...new Set(types.map(String))].sort();
  const [only] = distinct;
  return distinct.length === 1 && only !== undefined ? only : distinct;
}
