import type { JsonValue } from "#contract";
import { dereferenced, isJsonObject, type JsonObject, valueAt } from "./document.ts";

const json = /^(?:application\/json|[^;]+\+json)\b/i;
const payloadText = /^(?:data|result|results|payload|body|content|response|items|list)$/i;

/** A property of an answer of which the contract says nothing, and whose content is served in a form of its own. */
export interface UnsaidPayload {
  readonly name: string;
  /** The answer without the property. */
  readonly change: (response: JsonObject) => JsonObject;
}

/** What stands in a success as JSON and may be anything: `{ code, message, data: {} }`. */
export function unsaidPayloads(document: JsonObject, response: JsonValue): readonly UnsaidPayload[] {
  const content = isJsonObject(response) ? response["content"] : undefined;
  if (!isJsonObject(content)) return [];
  const names = Object.entries(content).flatMap(([type, media]) => {
    const found = json.test(type) ? payloadOf(document, media) : undefined;
    return found === undefined ? [] : [found];
  });
  return [...new Set(names)].map((name) => ({
    name,
    change: (each) => withoutProperty(document, each, name),
  }));
}

/** A success of which the contract says no more than that it is JSON, without that content. */
export function withoutUnsaid(document: JsonObject, response: JsonValue): JsonObject | undefined {
  const content = isJsonObject(response) ? response["content"] : undefined;
  if (!isJsonObject(response) || !isJsonObject(content)) return undefined;
  const said = Object.entries(content).filter(
    ([type, media]) => !json.test(type) || !isUnsaid(document, media),
  );
  return said.length === Object.keys(content).length
    ? undefined
    : { ...response, content: Object.fromEntries(said) };
}

/** A schema without a type, or a list of what has none. */
function isUnsaid(document: JsonObject, media: JsonValue): boolean {
  const schema = schemaOf(document, media);
  if (!schema) return false;
  const items = dereferenced(document, schema["items"] ?? null);
  const untyped = (each: JsonValue | undefined): boolean =>
    isJsonObject(each) && !Object.hasOwn(each, "type") && saysNothing(each);
  return schema["type"] === "array" ? untyped(items ?? {}) : untyped(schema);
}

function payloadOf(document: JsonObject, media: JsonValue): string | undefined {
  const schema = schemaOf(document, media);
  const properties = schema?.["properties"];
  if (!isJsonObject(properties)) return undefined;
  return Object.entries(properties).find(
    ([name, property]) => payloadText.test(name) && saysNothing(dereferenced(document, property)),
  )?.[0];
}

function schemaOf(document: JsonObject, media: JsonValue): JsonObject | undefined {
  const schema = isJsonObject(media) ? dereferenced(document, media["schema"] ?? null) : undefined;
  return isJsonObject(schema) ? schema : undefined;
}

const saying = ["properties", "items", "enum", "const", "allOf", "anyOf", "oneOf", "additionalProperties"];

function saysNothing(schema: JsonValue | undefined): boolean {
  if (!isJsonObject(schema)) return false;
  const type = valueAt(schema, ["type"]);
  return (type === undefined || type === "object") && !saying.some((key) => Object.hasOwn(schema, key));
}

function withoutProperty(document: JsonObject, response: JsonObject, name: string): JsonObject {
  const content = isJsonObject(response["content"]) ? response["content"] : {};
  const changed = Object.entries(content).map(([type, media]) => {
    const schema = schemaOf(document, media);
    const properties = schema?.["properties"];
    if (!isJsonObject(media) || !schema || !isJsonObject(properties)) return [type, media] as const;
    const kept = Object.fromEntries(Object.entries(properties).filter(([each]) => each !== name));
    const required = Array.isArray(schema["required"])
      ? { required: schema["required"].filter((each) => each !== name) }
      : {};
    return [type, { ...media, schema: { ...schema, properties: kept, ...required } }] as const;
  });
  return { ...response, content: Object.fromEntries(changed) };
}
