import type { JsonValue } from "#contract";
import { isJsonObject, isList, type JsonObject } from "./document.ts";

/**
 * A document whose schemas with properties say that they are objects: that is how they are read where no type is said, and
 * to an outside tool everything else would be a narrower one.
 */
export function withObjectTypes(document: JsonObject): JsonObject {
  return mapObject(document, (key, value) =>
    key === "components" || key === "paths" ? visit(value) : value,
  );
}

/** Examples and extensions hold values, and no schemas. */
const valueKeys: ReadonlySet<string> = new Set(["example", "examples", "default", "enum", "const"]);

function visit(value: JsonValue): JsonValue {
  if (isList(value)) return value.map(visit);
  if (!isJsonObject(value)) return value;
  const inner = mapObject(value, (key, each) =>
    valueKeys.has(key) || key.startsWith("x-")
      ? each
      : key === "properties"
        ? visitProperties(each)
        : visit(each),
  );
  return isObjectSchema(inner) ? { type: "object", ...inner } : inner;
}

/** What stands there is called as the contract likes. */
function visitProperties(value: JsonValue): JsonValue {
  return isJsonObject(value) ? mapObject(value, (_, each) => visit(each)) : value;
}

const otherwise = ["type", "$ref", "allOf", "oneOf", "anyOf", "parameters"];

function isObjectSchema(value: JsonObject): boolean {
  return isJsonObject(value["properties"]) && otherwise.every((key) => !Object.hasOwn(value, key));
}

function mapObject(value: JsonObject, change: (key: string, each: JsonValue) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, change(key, each)]));
}
