import type { JsonType, JsonValue } from "../contract.ts";
import { isList } from "../document/json-value.ts";
import { type MapNode, type Node, valueAt } from "../document/node.ts";
import { type Reader, report } from "./reader.ts";
import { flagAt, quote, suggest } from "./shape.ts";

const jsonTypes: ReadonlySet<string> = new Set<JsonType>([
  "string",
  "integer",
  "number",
  "boolean",
  "array",
  "object",
  "null",
]);

const otherLanguages: ReadonlyMap<string, JsonType> = new Map([
  ["int", "integer"],
  ["long", "integer"],
  ["float", "number"],
  ["double", "number"],
  ["decimal", "number"],
  ["bool", "boolean"],
  ["str", "string"],
  ["text", "string"],
  ["uuid", "string"],
  ["date", "string"],
  ["datetime", "string"],
  ["file", "string"],
  ["list", "array"],
  ["map", "object"],
  ["dict", "object"],
]);

export interface TypesSaid {
  /** With `null` where it is said; empty where nothing is said. */
  readonly types: readonly JsonType[];
  /** `nullable: true` */
  readonly flag: boolean;
}

export function readTypes(reader: Reader, map: MapNode): TypesSaid {
  const node = valueAt(map, "type");
  const flag = flagAt(reader, map, "nullable") ?? false;
  if (flag && !reader.now.dialect.hasNullable)
    reportOtherVersion(reader, map, "nullable", 'add "null" to the types');
  if (node === undefined) return { types: readNullType(map), flag };
  if (node.kind === "list" && !reader.now.dialect.isNewer)
    reportOtherVersion(reader, map, "type", "name one type, and use oneOf for several");
  const types = new Set<JsonType>();
  for (const item of node.kind === "list" ? node.items : [node]) {
    const type = readType(reader, item);
    if (type !== undefined) types.add(type);
  }
  return { types: [...types], flag };
}

// `type: null` without quotes is what many write for "null"; nothing behind the colon is nothing said.
function readNullType(map: MapNode): readonly JsonType[] {
  const node = map.entries.get("type")?.value;
  return node?.kind === "scalar" && node.text !== "" ? ["null"] : [];
}

function readType(reader: Reader, node: Node): JsonType | undefined {
  const text = node.kind === "scalar" ? (node.value === null ? "null" : node.text) : undefined;
  if (text !== undefined && isJsonType(text)) return text;
  const wanted = text === undefined ? undefined : otherLanguages.get(text.toLowerCase());
  report(reader, node.span, {
    rule: "unknown-type",
    message: `${text === undefined ? "this" : quote(text)} is no type: every value is allowed here`,
    mend:
      (wanted === undefined ? suggest(text ?? "", jsonTypes) : `did you mean "${wanted}"?`) ??
      `use one of ${[...jsonTypes].join(", ")}`,
  });
  return undefined;
}

function isJsonType(text: string): text is JsonType {
  return jsonTypes.has(text);
}

export function reportOtherVersion(reader: Reader, map: MapNode, key: string, mend: string): void {
  report(reader, map.entries.get(key)?.span ?? map.span, {
    rule: "keyword-of-other-version",
    severity: "warning",
    message: `${quote(key)} does not mean this in ${reader.now.dialect.label}: other tools ignore it`,
    mend,
  });
}

const typesByKeyword: readonly (readonly [JsonType, readonly string[]])[] = [
  [
    "object",
    [
      "properties",
      "additionalProperties",
      "unevaluatedProperties",
      "required",
      "minProperties",
      "maxProperties",
    ],
  ],
  ["array", ["items", "prefixItems", "minItems", "maxItems", "uniqueItems"]],
  ["string", ["pattern", "minLength", "maxLength", "contentEncoding", "contentMediaType"]],
  ["number", ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]],
];

const typesByFormat: ReadonlyMap<string, JsonType> = new Map([
  ["int32", "integer"],
  ["int64", "integer"],
  ["float", "number"],
  ["double", "number"],
  ...[
    "date",
    "date-time",
    "time",
    "uuid",
    "email",
    "uri",
    "byte",
    "binary",
    "password",
    "hostname",
    "ipv4",
    "ipv6",
  ].map((format) => [format, "string"] as const),
]);

/** What is meant where no type is said: the keywords of a type speak for it, and so do the values. */
export function inferTypes(map: MapNode, values: readonly JsonValue[] | undefined): readonly JsonType[] {
  if (values !== undefined) return [...new Set(values.filter((value) => value !== null).map(typeOfValue))];
  for (const [type, keywords] of typesByKeyword) {
    if (keywords.some((keyword) => map.entries.has(keyword))) return [type];
  }
  const format = valueAt(map, "format");
  const type = format?.kind === "scalar" ? typesByFormat.get(format.text) : undefined;
  return type === undefined ? [] : [type];
}

export function typeOfValue(value: JsonValue): JsonType {
  if (value === null) return "null";
  if (isList(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  if (typeof value === "string") return "string";
  return typeof value === "boolean" ? "boolean" : "object";
}

export function hasType(value: JsonValue, types: readonly JsonType[]): boolean {
  const type = typeOfValue(value);
  return types.includes(type) || (type === "integer" && types.includes("number"));
}
