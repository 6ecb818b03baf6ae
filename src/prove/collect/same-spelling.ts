type Json = null | boolean | number | string | readonly Json[] | JsonObject;
type JsonObject = { readonly [key: string]: Json };

/**
 * An OpenAPI document with one spelling for what has several, so that a comparison by form sees differences of meaning
 * only: `null` among the types, a constant as a choice of one, version 3.1.
 */
export function sameSpelling(document: Json): Json {
  if (!isObject(document)) return document;
  const spelled = spellWithin(document);
  return isObject(spelled) ? { ...spelled, openapi: "3.1.0" } : spelled;
}

const literalKeys: ReadonlySet<string> = new Set(["example", "examples", "default", "enum", "const"]);

/** Finds the schemas: what stands under `schema`, and the shared ones. */
function spellWithin(value: Json, depth = 0): Json {
  if (depth > 200) return value;
  if (isList(value)) return value.map((each) => spellWithin(each, depth + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]): [string, Json] => {
      if (literalKeys.has(key)) return [key, each];
      if (key === "schema") return [key, spellSchema(each, depth + 1)];
      if (key === "schemas" && isObject(each))
        return [key, mapObject(each, (schema) => spellSchema(schema, depth + 1))];
      return [key, spellWithin(each, depth + 1)];
    }),
  );
}

const schemaKeys: ReadonlySet<string> = new Set(["items", "additionalProperties", "not"]);
const listKeys: ReadonlySet<string> = new Set(["allOf", "anyOf", "oneOf"]);

function spellSchema(value: Json, depth: number): Json {
  if (!isObject(value) || depth > 200) return value;
  const inner = Object.entries(value).map(([key, each]): [string, Json] => {
    if (schemaKeys.has(key)) return [key, spellSchema(each, depth + 1)];
    if (listKeys.has(key) && isList(each)) return [key, each.map((part) => spellSchema(part, depth + 1))];
    if (key === "properties" && isObject(each))
      return [key, mapObject(each, (property) => spellSchema(property, depth + 1))];
    return [key, each];
  });
  return spellNull(spellMember(spellChoice(spellBounds(Object.fromEntries(inner)))));
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
    const { anyOf: _, oneOf: __, ...words } = rest;
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
  const listed = schema["anyOf"] ?? schema["oneOf"];
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

function mapObject(value: JsonObject, change: (each: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, change(each)]));
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
