import type { JsonValue } from "../contract.ts";
import { encodeFragment } from "../openapi/pointer.ts";
import type { Draft } from "./context.ts";
import { uncode } from "./plain.ts";
import { parseJson, typesOf } from "./read-value.ts";
import { singularOf } from "./singular.ts";
import { splitText } from "./split-text.ts";
import { typeOfWord } from "./type-words.ts";

export interface TypeRead {
  readonly schema: Draft;
  /** What stands beside the type, for whoever reads rules: `max 200`. */
  readonly rest: readonly string[];
  /** Words that name no type. */
  readonly unknown: readonly string[];
}

/** Longer ones are not read: no type is. */
const longest = 2_000;
const deepest = 8;

export type TypeNames = ReadonlyMap<string, string>;

/** How names of shared types are compared: `Order item`, `order_item` and `OrderItem` are one. */
export function typeKey(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, "");
}

/** Reads how people spell types: `string(200)`, `Order[]`, `array of Order`, `string | null`, `"open" | "closed"`. */
export function readType(written: string, names: TypeNames): TypeRead {
  const text = typeText(written);
  if (text === "" || text.length > longest)
    return { schema: {}, rest: [], unknown: text === "" ? [] : ["…"] };
  return readUnion(text, names, 0);
}

/** Without marks of code, emphasis and links, but with angle brackets. */
function typeText(written: string): string {
  return uncode(written)
    .replace(/\[([^\][]{1,200})\]\([^()]{1,300}\)/g, "$1")
    .replace(/`([^`]*)`/g, "$1")
    .replace(/\*\*|__|(?<!\S)[*_](?=\S)|(?<=\S)[*_](?!\S)/g, "")
    .replace(/\\([<>|[\]*_{}])/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("\\_", "_")
    .trim();
}

function readUnion(text: string, names: TypeNames, depth: number): TypeRead {
  const whole = depth > deepest ? undefined : parseJson(text);
  if (typeof whole === "object" && whole !== null && !Array.isArray(whole))
    return { schema: whole as Draft, rest: [], unknown: [] };
  const members = splitUnion(text);
  if (members.length < 2) {
    const parts = splitText(text, (inner, at) => (inner[at] === "&" ? 1 : 0));
    return parts.length < 2 ? readMember(text, names, depth) : readAll(parts, names, depth);
  }
  const values = members.map(literalOf);
  if (values.every((value) => value !== undefined)) return fine(enumOf(values as JsonValue[]));
  const read = members.map((member) => readMember(member, names, depth + 1));
  const unknown = read.flatMap((each) => each.unknown);
  // `open|closed`: words that are no types and do not look like names of any.
  const isNull = (member: string) => /^(?:null|nil|none)$/i.test(member);
  const words = members.filter((member) => !isNull(member));
  if (
    words.length > 1 &&
    words.every(
      (word, index) => isPlainWord(word) && typeOfWord(word) === undefined && read[index] !== undefined,
    )
  ) {
    if (words.every((word) => !names.has(typeKey(word))))
      return fine(enumOf([...words, ...(words.length < members.length ? [null] : [])]));
  }
  return {
    schema: joinMembers(read.map((each) => each.schema)),
    rest: read.flatMap((each) => each.rest),
    unknown,
  };
}

function splitUnion(text: string): readonly string[] {
  return splitText(text, (whole, at) => {
    if (whole[at] === "|") return whole[at + 1] === "|" ? 2 : 1;
    return /^(?:\s(?:or|oder|ou|oppure)\s|\s\/\s)/i.exec(whole.slice(at, at + 9))?.[0].length ?? 0;
  });
}

function isPlainWord(text: string): boolean {
  return /^(?:[a-z][a-z0-9_-]*|[A-Z][A-Z0-9_-]*)$/.test(text);
}

function readAll(parts: readonly string[], names: TypeNames, depth: number): TypeRead {
  const read = parts.map((part) => readMember(part, names, depth + 1));
  return {
    schema: { allOf: read.map((each) => each.schema) },
    rest: read.flatMap((each) => each.rest),
    unknown: read.flatMap((each) => each.unknown),
  };
}

/** `null` among types is one of them; plain types make a list; anything else is an alternative. */
export function joinMembers(schemas: readonly Draft[]): Draft {
  const others = schemas.filter((schema) => schema["type"] !== "null" || Object.keys(schema).length > 1);
  const [only, ...more] = others;
  if (only === undefined) return { type: "null" };
  if (more.length === 0) return others.length < schemas.length ? allowNull(only) : only;
  const isPlain = (schema: Draft) => Object.keys(schema).length === 1 && typeof schema["type"] === "string";
  if (others.every(isPlain)) return { type: schemas.flatMap(typesOf) };
  const values = others.flatMap((schema) =>
    Array.isArray(schema["enum"]) ? (schema["enum"] as JsonValue[]) : [],
  );
  if (others.every((schema) => Array.isArray(schema["enum"])))
    return enumOf([...values, ...(others.length < schemas.length ? [null] : [])]);
  return { oneOf: [...others, ...(others.length < schemas.length ? [{ type: "null" }] : [])] };
}

export function allowNull(schema: Draft): Draft {
  const types = typesOf(schema);
  if (types.includes("null")) return schema;
  if (types.length > 0) {
    const values = schema["enum"];
    return {
      ...schema,
      type: [...types, "null"],
      ...(Array.isArray(values) && !values.includes(null) && { enum: [...(values as JsonValue[]), null] }),
    };
  }
  if (Array.isArray(schema["oneOf"]))
    return { ...schema, oneOf: [...(schema["oneOf"] as JsonValue[]), { type: "null" }] };
  if (Array.isArray(schema["enum"])) return { ...schema, enum: [...(schema["enum"] as JsonValue[]), null] };
  return Object.keys(schema).length === 0 ? schema : { anyOf: [schema, { type: "null" }] };
}

function enumOf(values: readonly JsonValue[]): Draft {
  const types = [...new Set(values.map(typeOfValue))];
  return { type: types.length === 1 ? (types[0] ?? "string") : types, enum: values };
}

function typeOfValue(value: JsonValue): string {
  if (value === null) return "null";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return Array.isArray(value) ? "array" : typeof value;
}

function literalOf(text: string): JsonValue | undefined {
  const value = parseJson(text);
  if (value !== undefined && typeof value !== "object") return typeof value === "boolean" ? undefined : value;
  return /^'([^']*)'$/.exec(text)?.[1];
}

const fine = (schema: Draft): TypeRead => ({ schema, rest: [], unknown: [] });

function readMember(text: string, names: TypeNames, depth: number): TypeRead {
  if (depth > deepest) return { schema: {}, rest: [], unknown: [text] };
  const inner = (part: string) => readUnion(part, names, depth + 1);
  const known = simpleType(text, names);
  if (known !== undefined) return fine(known);
  const value = literalOf(text);
  if (value !== undefined) return fine(enumOf([value]));
  return (
    readQuestioned(text, inner) ??
    readList(text, inner, names) ??
    readMap(text, inner) ??
    readEnum(text) ??
    readWithRest(text, names, depth) ?? { schema: {}, rest: [], unknown: [text] }
  );
}

/** One word or a few that name a type, or the name of a shared one. */
function simpleType(text: string, names: TypeNames): Draft | undefined {
  const name = names.get(typeKey(text));
  if (name !== undefined) return { $ref: encodeFragment(["components", "schemas", name]) };
  if (!/^[\p{L}\p{N} '._/-]+$/u.test(text)) return undefined;
  const word = typeOfWord(text);
  if (word !== undefined) return word;
  const words = text.split(/[\s/]+/);
  if (words.length < 2 || words.length > 3) return undefined;
  // `uuid string`, `string email`
  const types = words.map(typeOfWord);
  const formatted = types.find((type) => type?.["format"] !== undefined);
  return formatted !== undefined &&
    types.every((type) => type !== undefined && type["type"] === formatted["type"])
    ? formatted
    : undefined;
}

type Inner = (text: string) => TypeRead;

function readQuestioned(text: string, inner: Inner): TypeRead | undefined {
  const part = /^(.*[\w\])>])\?$/.exec(text)?.[1] ?? /^nullable (.+)$/i.exec(text)?.[1];
  if (part === undefined) return undefined;
  const read = inner(part);
  return { ...read, schema: allowNull(read.schema) };
}

const listNames = "(?:an? )?(?:array|list|collection|liste|tableau|lista|arreglo|lijst|elenco|matriz)s?";
const listOf = new RegExp(`^${listNames} (?:of|von|aus|mit|de|di|van|dos|das) (.+)$`, "i");
const listWithin = new RegExp(`^${listNames}\\s*(?:<(.+)>|\\[(.+)\\]|\\((.+)\\))$`, "i");

function readList(text: string, inner: Inner, names: TypeNames): TypeRead | undefined {
  const suffix = /^(.+)\[\]$/.exec(text)?.[1] ?? /^\[\s*([^\]]+)\s*\]$/.exec(text)?.[1];
  const set = /^set\s*(?:of |<|\[)\s*(.+?)\s*[>\]]?$/i.exec(text)?.[1];
  const within = listWithin
    .exec(text)
    ?.slice(1)
    .find((part) => part !== undefined);
  const part =
    suffix ?? set ?? listOf.exec(text)?.[1] ?? (within && !/^\d/.test(within) ? within : undefined);
  if (part === undefined) return undefined;
  const single = singularOf(part, (name) => names.has(typeKey(name)) || typeOfWord(name) !== undefined);
  const read = inner(suffix !== undefined && /^\(.*\)$/.test(part) ? part.slice(1, -1) : single);
  return {
    schema: { type: "array", items: read.schema, ...(set !== undefined && { uniqueItems: true }) },
    rest: read.rest,
    unknown: read.unknown,
  };
}

const mapWords =
  /^(?:map|dict|dictionary|record|object|hash|hashmap|objekt|objet|objeto|oggetto)(?:\s*[<[]\s*(?:str|string|text)\s*,\s*(.+?)\s*[>\]]| of (?:string to )?(.+))$/i;

function readMap(text: string, inner: Inner): TypeRead | undefined {
  const match = mapWords.exec(text);
  const part = match?.[1] ?? match?.[2];
  if (part === undefined) return undefined;
  const read = inner(part);
  return { ...read, schema: { type: "object", additionalProperties: read.schema } };
}

function readEnum(text: string): TypeRead | undefined {
  const list = /^(?:string )?enum(?:eration)?\s*(?:[:=]|\(|\[|\{|<|of )\s*(.+?)\s*[)\]}>]?$/i.exec(text)?.[1];
  if (list === undefined)
    return /^(?:string )?enum(?:eration)?$/i.test(text) ? fine({ type: "string" }) : undefined;
  const values = splitText(list, (whole, at) => (/[,|]/.test(whole[at] ?? "") ? 1 : 0));
  return fine(enumOf(values.map((value) => literalOf(value) ?? value)));
}

/** A type that is known with something behind it: `string(200)`, `integer, min 1`, `decimal (10,2)`. */
function readWithRest(text: string, names: TypeNames, depth: number): TypeRead | undefined {
  const bracket = /^([^([<{,:;]+?)\s*[([<{]\s*(.*?)\s*[)\]>}]\s*,?\s*(.*)$/.exec(text);
  if (bracket) {
    const base = simpleType(bracket[1] ?? "", names);
    if (base !== undefined)
      return {
        schema: base,
        rest: [...argumentsOf(base, bracket[2] ?? ""), ...nonEmpty(bracket[3])],
        unknown: [],
      };
  }
  const comma = /^([^,;:]+)[,;:]\s*(.+)$/.exec(text);
  if (comma) {
    const read = readMember((comma[1] ?? "").trim(), names, depth + 1);
    if (read.unknown.length === 0) return { ...read, rest: [...read.rest, comma[2] ?? ""] };
  }
  // The first words name a type, and what follows says more: `string max 200`, `integer > 0`.
  const words = text.split(/\s+/);
  for (let count = Math.min(3, words.length - 1); count > 0; count -= 1) {
    const base = simpleType(words.slice(0, count).join(" "), names);
    if (base !== undefined) return { schema: base, rest: [words.slice(count).join(" ")], unknown: [] };
  }
  const last = simpleType(words.at(-1) ?? "", names);
  return last === undefined ? undefined : { schema: last, rest: [words.slice(0, -1).join(" ")], unknown: [] };
}

function nonEmpty(text: string | undefined): readonly string[] {
  return text === undefined || text === "" ? [] : [text];
}

// A bare number behind a text is its length; two behind a number are digits, which say nothing of its range.
function argumentsOf(base: Draft, list: string): readonly string[] {
  if (base["type"] === "string" && /^\d+$/.test(list)) return [`max ${list} characters`];
  const digits = /^\d+\s*[,;]\s*(\d+)$/.exec(list)?.[1];
  if (base["type"] === "number" && digits !== undefined) return [`${digits} decimals`];
  return nonEmpty(list);
}
