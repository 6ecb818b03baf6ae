import type { JsonValue } from "../contract.ts";
import { isList, isMap } from "../document/json-value.ts";
import { ownValue } from "./part.ts";

type JsonMap = { readonly [key: string]: JsonValue };

/** What a fragment says in the words of the document that it is for: OpenAPI 3.0 has others for null and for limits than 3.1. */
export function inWordsOf(document: JsonValue, fragment: JsonValue): JsonValue {
  const version = ownValue(document, "openapi");
  if (typeof version !== "string" || !/^3\.\d/.test(version)) return fragment;
  return convert(fragment, version.startsWith("3.0") ? older : newer);
}

type Rewrite = (schema: JsonMap) => JsonMap;

/** Values of the document's own: whatever they hold is no schema. */
const values = new Set(["example", "examples", "default", "enum", "const", "value"]);

function convert(value: JsonValue, rewrite: Rewrite): JsonValue {
  if (isList(value)) return value.map((each) => convert(each, rewrite));
  if (!isMap(value)) return value;
  return mapEach(value, (each, key) => {
    if (values.has(key) || key.startsWith("x-")) return each;
    if (key === "schema") return schema(each, rewrite);
    return key === "schemas" && isMap(each)
      ? mapEach(each, (one) => schema(one, rewrite))
      : convert(each, rewrite);
  });
}

function schema(value: JsonValue, rewrite: Rewrite): JsonValue {
  if (!isMap(value)) return value;
  const inner = mapEach(value, (each, key) => {
    if (["items", "not", "additionalProperties"].includes(key)) return schema(each, rewrite);
    if (["allOf", "anyOf", "oneOf", "prefixItems"].includes(key) && isList(each))
      return each.map((one) => schema(one, rewrite));
    return ["properties", "patternProperties", "$defs"].includes(key) && isMap(each)
      ? mapEach(each, (one) => schema(one, rewrite))
      : each;
  });
  return rewrite(inner);
}

function mapEach(map: JsonMap, change: (value: JsonValue, key: string) => JsonValue): JsonMap {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}

function without(map: JsonMap, ...keys: readonly string[]): JsonMap {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key)));
}

/** `nullable`, and limits that are said to be left out themselves. */
function older(schema: JsonMap): JsonMap {
  return ["Minimum", "Maximum"].reduce(olderLimit, olderChoices(olderTypes(schema)));
}

function olderTypes(schema: JsonMap): JsonMap {
  const types = ownValue(schema, "type");
  if (types === undefined || !isList(types)) return schema;
  const others = types.filter((type) => type !== "null");
  const [only, ...more] = others;
  if (only === undefined || more.length > 0) return schema;
  return { ...replace(schema, "type", only), ...(others.length < types.length && { nullable: true }) };
}

/** `anyOf` with null among it: of one other, with nothing else said of it, that alone. */
function olderChoices(schema: JsonMap): JsonMap {
  for (const key of ["anyOf", "oneOf"]) {
    const choices = ownValue(schema, key);
    if (choices === undefined || !isList(choices)) continue;
    const others = choices.filter((each) => ownValue(each, "type") !== "null");
    if (others.length === choices.length || others.length === 0) continue;
    return { ...replace(schema, key, others), nullable: true };
  }
  return schema;
}

function olderLimit(schema: JsonMap, end: string): JsonMap {
  const [own, open] = [end.toLowerCase(), `exclusive${end}`];
  const limit = ownValue(schema, open);
  return typeof limit !== "number" || ownValue(schema, own) !== undefined
    ? schema
    : Object.fromEntries(
        Object.entries(schema).flatMap(([key, value]) =>
          key === open
            ? [
                [own, limit],
                [open, true],
              ]
            : [[key, value]],
        ),
      );
}

/** Null among the types, and limits of their own. */
function newer(schema: JsonMap): JsonMap {
  return ["Minimum", "Maximum"].reduce(newerLimit, newerTypes(schema));
}

function newerTypes(schema: JsonMap): JsonMap {
  const type = ownValue(schema, "type");
  if (ownValue(schema, "nullable") !== true || typeof type !== "string") return schema;
  const choices = ownValue(schema, "enum");
  const typed = replace(without(schema, "nullable"), "type", [type, "null"]);
  return choices !== undefined && isList(choices) && !choices.includes(null)
    ? replace(typed, "enum", [...choices, null])
    : typed;
}

function newerLimit(schema: JsonMap, end: string): JsonMap {
  const [own, open] = [end.toLowerCase(), `exclusive${end}`];
  const limit = ownValue(schema, own);
  const said = ownValue(schema, open);
  if (said === false) return without(schema, open);
  return said === true && typeof limit === "number" ? replace(without(schema, own), open, limit) : schema;
}

/** The same with another value, at its place. */
function replace(map: JsonMap, key: string, value: JsonValue): JsonMap {
  return mapEach(map, (each, own) => (own === key ? value : each));
}
