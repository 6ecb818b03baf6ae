import { isList, isObject, type Json, type JsonObject } from "./schema-places.ts";

const words: ReadonlySet<string> = new Set(["description", "title", "example", "examples", "deprecated"]);
const ofObjects: ReadonlySet<string> = new Set(["type", "properties", "required", ...words]);

/**
 * An object that says what the members of an `allOf` say together, where they are mere objects that have no property in
 * common: tools that join them themselves stumble over properties of several types.
 */
export function joinMembers(
  schema: JsonObject,
  shared: JsonObject,
  around: readonly string[] = [],
): JsonObject {
  const { allOf, ...rest } = schema;
  if (!isList(allOf) || allOf.length < 2) return schema;
  const members = allOf.map((member) => memberOf(member, shared, around));
  const all = [...members.filter((member) => member !== undefined), rest];
  if (all.length <= members.length || !all.every(isPlainObject)) return schema;
  const named = all.flatMap((member) => Object.entries(propertiesOf(member)));
  const properties = new Map(named);
  if (named.some(([name, value]) => !isSame(properties.get(name), value))) return schema;
  const required = new Set(all.flatMap((member) => listIn(member, "required")));
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([key]) => words.has(key))),
    type: "object",
    properties: Object.fromEntries(properties),
    ...(required.size > 0 && { required: [...required] }),
  };
}

/** What a member says itself; undefined where it contains itself or is nowhere. */
function memberOf(member: Json, shared: JsonObject, around: readonly string[]): JsonObject | undefined {
  if (!isObject(member)) return undefined;
  const reference = member["$ref"];
  if (typeof reference !== "string") return joinMembers(member, shared, around);
  const name = reference.replace("#/components/schemas/", "");
  const target = Object.hasOwn(shared, name) && !around.includes(name) ? shared[name] : undefined;
  return isObject(target) ? joinMembers(target, shared, [...around, name]) : undefined;
}

function isPlainObject(schema: JsonObject): boolean {
  const { type = "object" } = schema;
  return type === "object" && Object.keys(schema).every((key) => ofObjects.has(key));
}

function propertiesOf(schema: JsonObject): JsonObject {
  const properties = schema["properties"];
  return isObject(properties) ? properties : {};
}

function listIn(schema: JsonObject, key: string): readonly Json[] {
  const list = schema[key];
  return isList(list) ? list : [];
}

function isSame(one: Json | undefined, other: Json): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
