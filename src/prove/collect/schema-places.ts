export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

const literalKeys: ReadonlySet<string> = new Set(["example", "examples", "default", "enum", "const"]);
const schemaKeys: ReadonlySet<string> = new Set(["items", "additionalProperties", "not"]);
const listKeys: ReadonlySet<string> = new Set(["allOf", "anyOf", "oneOf"]);
const deepest = 200;

/** Changes every schema of an OpenAPI document, the inner ones first: what stands under `schema`, and the shared ones. */
export function mapSchemas(value: Json, change: (schema: JsonObject) => Json, depth = 0): Json {
  if (depth > deepest) return value;
  if (isList(value)) return value.map((each) => mapSchemas(each, change, depth + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]): [string, Json] => {
      if (literalKeys.has(key)) return [key, each];
      if (key === "schema") return [key, mapSchema(each, change, depth + 1)];
      if (key === "schemas" && isObject(each))
        return [key, mapObject(each, (schema) => mapSchema(schema, change, depth + 1))];
      return [key, mapSchemas(each, change, depth + 1)];
    }),
  );
}

/** The same of one schema and those inside it. */
export function mapSchema(value: Json, change: (schema: JsonObject) => Json, depth = 0): Json {
  if (!isObject(value) || depth > deepest) return value;
  const inner = Object.entries(value).map(([key, each]): [string, Json] => {
    if (schemaKeys.has(key)) return [key, mapSchema(each, change, depth + 1)];
    if (listKeys.has(key) && isList(each))
      return [key, each.map((part) => mapSchema(part, change, depth + 1))];
    if (key === "properties" && isObject(each))
      return [key, mapObject(each, (property) => mapSchema(property, change, depth + 1))];
    return [key, each];
  });
  return change(Object.fromEntries(inner));
}

function mapObject(value: JsonObject, change: (each: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, change(each)]));
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
