import type { JsonValue } from "../schema.ts";

/** Words for people, and what documents add for their own tools: no promise, and not always of the form that a tool can read. */
const prose = new Set([
  "example",
  "examples",
  "externalDocs",
  "description",
  "summary",
  "tags",
  "xml",
  "links",
]);
/** Maps whose keys are names that the document gives. */
const named = new Set([
  "properties",
  "patternProperties",
  "schemas",
  "responses",
  "parameters",
  "requestBodies",
  "headers",
  "securitySchemes",
  "paths",
  "callbacks",
  "definitions",
  "$defs",
  "mapping",
  "content",
  "scopes",
  "encoding",
]);
const parts = new Set([
  "schemas",
  "responses",
  "parameters",
  "requestBodies",
  "headers",
  "securitySchemes",
  "callbacks",
]);
const mostDepth = 400;

/** One document of OpenAPI with only what promises something, for a tool that compares two. References that lead nowhere allow anything. */
export function leanDocument(document: JsonValue): JsonValue {
  if (!isMap(document)) return document;
  const { openapi, paths, components } = document;
  const kept = isMap(components)
    ? Object.fromEntries(Object.entries(components).filter(([key]) => parts.has(key)))
    : undefined;
  return {
    openapi: openapi ?? "3.1.0",
    info: { title: "compared", version: "0" },
    paths: lean(paths ?? {}, document, "paths", 0),
    ...(kept && {
      components: Object.fromEntries(
        Object.entries(kept).map(([key, value]) => [key, lean(value, document, key, 0)]),
      ),
    }),
  };
}

function lean(value: JsonValue, root: JsonValue, key: string, depth: number): JsonValue {
  if (depth > mostDepth) return {};
  if (Array.isArray(value)) return value.map((item: JsonValue) => lean(item, root, "", depth + 1));
  if (!isMap(value)) return value;
  const reference = value["$ref"];
  if (typeof reference === "string" && !named.has(key))
    return leadsSomewhere(root, reference) ? { $ref: reference } : {};
  const areNames = named.has(key) && !Array.isArray(value);
  const entries = Object.entries(value)
    .filter(([name]) => areNames || !(prose.has(name) || name.startsWith("x-")))
    // A name is no keyword: what stands under it is read as what it is, not as the names of something.
    .map(
      ([name, inner]) =>
        [
          name,
          literal.has(name) && !areNames ? inner : lean(inner, root, areNames ? "" : name, depth + 1),
        ] as const,
    );
  const made = Object.fromEntries(entries);
  return key !== "" && isAnswerOf(key) ? made : describe(value, made);
}

const literal = new Set(["enum", "const", "default", "required", "security", "mapping"]);

function isAnswerOf(key: string): boolean {
  return named.has(key);
}

/** Answers must have words, whatever they are. */
function describe(
  value: { readonly [key: string]: JsonValue },
  made: { readonly [key: string]: JsonValue },
): JsonValue {
  const isAnswer =
    typeof value["description"] === "string" && value["type"] === undefined && value["in"] === undefined;
  return isAnswer ? { description: "", ...made } : made;
}

function leadsSomewhere(root: JsonValue, reference: string): boolean {
  const [place = "", kind = ""] = reference.startsWith("#/") ? reference.slice(2).split("/") : [];
  if (place !== "paths" && (place !== "components" || !parts.has(kind))) return false;
  let current: JsonValue | undefined = root;
  for (const part of reference.slice(2).split("/")) {
    const name = decode(part).replaceAll("~1", "/").replaceAll("~0", "~");
    current =
      isMap(current) && Object.hasOwn(current, name)
        ? current[name]
        : Array.isArray(current)
          ? (current as readonly JsonValue[])[Number(name)]
          : undefined;
    if (current === undefined) return false;
  }
  return true;
}

function decode(text: string): string {
  return text.replaceAll(/%([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function isMap(value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
