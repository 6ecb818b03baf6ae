import type { JsonValue } from "../contract.ts";
import { equalValues, isList } from "../document/json-value.ts";
import { inWordsOf } from "./dialect.ts";
import { type JsonMap, mapAt, mapEach, mapOf, only, pick } from "./json-maps.ts";
import { ownValue } from "./part.ts";

interface Work {
  readonly document: JsonValue;
  /** What Swagger 2.0 has no words for. */
  readonly lost: string[];
}

/**
 * Sections of OpenAPI 3 in the words of a document of Swagger 2.0, and what that has no words for: where there is anything of the
 * kind, nothing is to be written, for it would be said by half.
 */
export function inSwaggerWords(
  fragment: JsonValue,
  document: JsonValue,
): { readonly value: JsonValue; readonly lost: readonly string[] } {
  const work: Work = { document, lost: [] };
  const older = mapOf(inWordsOf({ openapi: "3.0.3" }, fragment));
  const parts = mapAt(older, "components");
  only(work.lost, older, ["paths", "components", "openapi", "info"]);
  only(work.lost, parts, ["schemas"]);
  const paths = mapEach(mapAt(older, "paths"), (item) => pathItem(work, mapOf(item)));
  const definitions = mapEach(mapAt(parts, "schemas"), (each) => schema(work, each));
  const value = {
    ...(Object.keys(paths).length > 0 && { paths }),
    ...(Object.keys(definitions).length > 0 && { definitions }),
  };
  return { value, lost: work.lost };
}

const methods: ReadonlySet<string> = new Set(["get", "put", "post", "delete", "patch", "head", "options"]);

function pathItem(work: Work, item: JsonMap): JsonMap {
  return mapEach(item, (value, key) => {
    if (key === "parameters" && isList(value)) return value.map((each) => parameter(work, each));
    if (!methods.has(key)) work.lost.push(key);
    return operation(work, mapOf(value));
  });
}

const kept = ["operationId", "summary", "description", "tags", "deprecated", "security"];

function operation(work: Work, own: JsonMap): JsonMap {
  only(work.lost, own, [...kept, "parameters", "requestBody", "responses"]);
  const body = ownValue(own, "requestBody");
  const sent = body === undefined ? undefined : mediaOf(work, mapOf(body));
  const given: string[] = [];
  const responses = mapEach(mapAt(own, "responses"), (answer, status) => {
    if (!/^(?:[1-5]\d\d|default|x-.*)$/.test(status)) work.lost.push(status);
    return response(work, mapOf(answer), given);
  });
  const listed = ownValue(own, "parameters") ?? [];
  const parameters = [
    ...(isList(listed) ? listed.map((each) => parameter(work, each)) : []),
    ...(body === undefined ? [] : [bodyParameter(work, mapOf(body), sent?.schema)]),
  ];
  return {
    ...pick(own, kept),
    ...mediaTypes("consumes", sent === undefined ? [] : [sent.type], work),
    ...mediaTypes("produces", given, work),
    ...(parameters.length > 0 && { parameters }),
    responses,
  };
}

/** Said by the operation itself, unless the document says just that for all. */
function mediaTypes(key: "consumes" | "produces", types: readonly string[], { document }: Work): JsonMap {
  const all = [...new Set(types)];
  return all.length === 0 || equalValues(ownValue(document, key) ?? [], all) ? {} : { [key]: all };
}

function bodyParameter(work: Work, body: JsonMap, its: JsonValue | undefined): JsonMap {
  only(work.lost, body, ["description", "required", "content"]);
  return {
    ...{ in: "body", name: "body" },
    ...pick(body, ["description", "required"]),
    schema: its === undefined ? {} : schema(work, its),
  };
}

function response(work: Work, answer: JsonMap, given: string[]): JsonMap {
  only(work.lost, answer, ["description", "content", "headers"]);
  const media = ownValue(answer, "content") === undefined ? undefined : mediaOf(work, answer);
  if (media !== undefined) given.push(media.type);
  const headers = mapEach(mapAt(answer, "headers"), (header) => {
    const own = mapOf(header);
    only(work.lost, own, ["description", "schema"]);
    return { ...pick(own, ["description"]), ...plainSchema(work, ownValue(own, "schema") ?? {}) };
  });
  return {
    description: ownValue(answer, "description") ?? "",
    ...(media?.schema !== undefined && { schema: schema(work, media.schema) }),
    ...(Object.keys(headers).length > 0 && { headers }),
  };
}

/** The one kind of body: a form has other words there, and several kinds have none that tell them apart. */
function mediaOf(
  work: Work,
  holder: JsonMap,
): { readonly type: string; readonly schema: JsonValue | undefined } {
  const [entry, ...others] = Object.entries(mapAt(holder, "content"));
  const [type, value] = entry ?? ["", {}];
  if (others.length > 0 || type === "" || /form/i.test(type)) work.lost.push("content");
  const media = mapOf(value);
  only(work.lost, media, ["schema"]);
  return { type, schema: ownValue(media, "schema") };
}

function parameter(work: Work, value: JsonValue): JsonValue {
  const own = mapOf(value);
  only(work.lost, own, ["name", "in", "required", "description", "schema", "style", "explode"]);
  const place = String(ownValue(own, "in"));
  if (!["query", "path", "header"].includes(place)) work.lost.push(`in: ${place}`);
  const plain = plainSchema(work, ownValue(own, "schema") ?? { type: "string" });
  return {
    ...pick(own, ["name", "in", "required", "description"]),
    ...plain,
    ...(plain["type"] === "array" && { collectionFormat: collectionFormat(work, own) }),
  };
}

function collectionFormat(work: Work, own: JsonMap): string {
  const isQuery = ownValue(own, "in") === "query";
  const style = ownValue(own, "style") ?? (isQuery ? "form" : "simple");
  if (style !== "form" && style !== "simple") work.lost.push("style");
  return isQuery && (ownValue(own, "explode") ?? true) === true ? "multi" : "csv";
}

const limits = [
  ...[
    "format",
    "default",
    "enum",
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
  ],
  ...["maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems"],
];

/** Of what travels in an address or a header: a single value, or a list of them. */
function plainSchema(work: Work, value: JsonValue): JsonMap {
  const own = mapOf(value);
  only(work.lost, own, ["type", "items", ...limits]);
  const [type, items] = [ownValue(own, "type"), ownValue(own, "items")];
  if (typeof type !== "string" || type === "object") work.lost.push("schema");
  return { ...own, ...(items !== undefined && { items: plainSchema(work, items) }) };
}

const ofSchemas = [
  ...["type", "title", "description", "required", "properties", "items", "allOf", "additionalProperties"],
  ...["maxProperties", "minProperties", "readOnly", "nullable", "example", "examples", "const", "$ref"],
  ...limits,
];

function schema(work: Work, value: JsonValue): JsonMap {
  const own = mapOf(value);
  only(work.lost, own, ofSchemas);
  const {
    nullable,
    examples,
    const: single,
    ...rest
  } = mapEach(own, (each, key) => {
    if (key === "properties") return mapEach(mapOf(each), (inner) => schema(work, inner));
    if (key === "items" || (key === "additionalProperties" && typeof each !== "boolean"))
      return schema(work, each);
    if (key === "allOf" && isList(each)) return each.map((inner) => schema(work, inner));
    return key === "$ref" ? reference(work, each) : each;
  });
  const [example] = examples !== undefined && isList(examples) ? examples : [];
  return {
    ...rest,
    ...(single !== undefined && { enum: [single] }),
    ...(example !== undefined && { example }),
    ...(nullable === true && { "x-nullable": true }),
  };
}

function reference(work: Work, value: JsonValue): JsonValue {
  const name = /^#\/components\/schemas\/(.+)$/.exec(String(value))?.[1];
  if (name === undefined) work.lost.push(String(value));
  return `#/definitions/${name}`;
}
