import type { JsonValue } from "../contract.ts";
import type { Draft } from "./context.ts";
import { uncode } from "./plain.ts";
import { readBound } from "./read-bound.ts";
import { allowNull, readType } from "./read-type.ts";
import { parseJson, readValue, typesOf } from "./read-value.ts";
import { openPhrase } from "./rule-words.ts";
import { splitPhrases, splitText } from "./split-text.ts";
import { typeOfWord } from "./type-words.ts";

export interface RulesRead {
  readonly schema: Draft;
  readonly required?: boolean;
  /** For parameters: how lists and maps are spelled. */
  readonly style?: string;
  readonly explode?: boolean;
  /** What says something for people alone, as it stands: `unique`. */
  readonly words: readonly string[];
  /** Phrases that were not understood. */
  readonly left: readonly string[];
}

const longest = 8_000;

/** Reads phrases such as `1–200 characters`, `> 0`, `one of a, b`, `default 20`, in the languages that are known. */
export function readRules(text: string, schema: Draft, isProse = false): RulesRead {
  let read: RulesRead = { schema, words: [], left: [] };
  if (text.length > longest) return { ...read, left: [`${text.slice(0, 40)}…`] };
  for (const phrase of joinLists(splitPhrases(text), isProse))
    read = readPhrase(read, phrase, isProse) ?? { ...read, left: [...read.left, phrase] };
  return read;
}

// `one of a, b, c` was split at its commas: what follows and is no rule of its own belongs to it.
function joinLists(phrases: readonly string[], isProse: boolean): readonly string[] {
  const joined: string[] = [];
  for (const phrase of phrases) {
    const before = joined.at(-1);
    const isValue =
      /^(?:(?:or|oder|ou|o|of|and|und|et|y|e)\s+)?(?:`[^`]*`|"[^"]*"|'[^']*'|[\p{L}\d._/+-]{1,60})$/u.test(
        phrase,
      );
    const opened = before === undefined ? undefined : openPhrase(before);
    const takesMore = opened?.words[0] === "one of" || (before !== undefined && isQuotedList(before));
    const isOwn = openPhrase(phrase).words.length > 0 && !/^["'`]/.test(phrase);
    if (takesMore && isValue && !isOwn && !(isProse && !/["'`]/.test(phrase)))
      joined[joined.length - 1] =
        `${before}, ${phrase.replace(/^(?:or|oder|ou|o|of|and|und|et|y|e)\s+/i, "")}`;
    else joined.push(phrase);
  }
  return joined;
}

function isQuotedList(text: string): boolean {
  return /^(?:`[^`]+`|"[^"]*")(?:, (?:`[^`]+`|"[^"]*"))*$/.test(text);
}

function readPhrase(read: RulesRead, written: string, isProse: boolean): RulesRead | undefined {
  const phrase = written
    .replace(/^(?:and|und|et|y|e|en)\s+(?=\S)/i, "")
    .replace(/\*\*/g, "")
    .trim();
  const bound = readBound(phrase, read.schema, isProse);
  if (bound !== undefined) return { ...read, schema: { ...read.schema, ...bound } };
  const { words, rest } = openPhrase(phrase);
  const [word] = words;
  if (word === undefined) return readBare(read, phrase, isProse);
  const behind = afterFirst(phrase);
  const alone = rest === "" && words.length === 1;
  if (alone) return readFlag(read, word);
  switch (word) {
    case "one of":
      return readChoice(read, behind, isProse);
    case "default":
      return isProse && /\s/.test(uncode(behind))
        ? undefined
        : set(read, "default", readValue(behind, itemsOr(read.schema, behind)));
    case "example":
      return isProse ? undefined : addExample(read, readValue(behind, read.schema));
    case "pattern":
      return isProse && !/[`/^]/.test(behind) ? undefined : readPattern(read, behind);
    case "format":
      return isProse ? undefined : readFormat(read, behind);
    default:
      return undefined;
  }
}

// A default of a list may be a list.
function itemsOr(schema: Draft, text: string): Draft {
  return typesOf(schema).includes("array") && !text.startsWith("[") ? {} : schema;
}

function afterFirst(phrase: string): string {
  return openPhrase(phrase, 1).rest;
}

function set(read: RulesRead, key: string, value: JsonValue): RulesRead {
  return { ...read, schema: { ...read.schema, [key]: value } };
}

function addExample(read: RulesRead, value: JsonValue): RulesRead {
  const known = read.schema["examples"];
  return set(read, "examples", [...(Array.isArray(known) ? (known as JsonValue[]) : []), value]);
}

function readFlag(read: RulesRead, word: string): RulesRead | undefined {
  const types = typesOf(read.schema);
  switch (word) {
    case "not empty":
      return types.includes("array")
        ? set(read, "minItems", 1)
        : types.includes("string")
          ? set(read, "minLength", 1)
          : undefined;
    case "positive":
      return isNumeric(types) ? set(read, "exclusiveMinimum", 0) : undefined;
    case "not negative":
      return isNumeric(types) ? set(read, "minimum", 0) : undefined;
    case "no duplicates":
      return set(read, "uniqueItems", true);
    case "unique":
      return types.includes("array")
        ? set(read, "uniqueItems", true)
        : { ...read, words: [...read.words, "unique"] };
    case "read-only":
      return set(read, "readOnly", true);
    case "write-only":
      return set(read, "writeOnly", true);
    case "deprecated":
      return set(read, "deprecated", true);
    case "nullable":
      return { ...read, schema: allowNull(read.schema) };
    case "not null":
      return read;
    case "required":
      return { ...read, required: true };
    case "optional":
      return { ...read, required: false };
    case "no others":
      return set(read, "additionalProperties", false);
    case "others":
      return set(read, "additionalProperties", true);
    default:
      return undefined;
  }
}

export function isNumeric(types: readonly string[]): boolean {
  return types.includes("integer") || types.includes("number");
}

/** What needs no word: `/^a/`, `"open", "closed"`, `email`, `not exploded`. */
function readBare(read: RulesRead, phrase: string, isProse: boolean): RulesRead | undefined {
  if (/^`?\/.+\/[a-z]*`?$|^`?\^.+\$`?$/.test(phrase)) return readPattern(read, phrase);
  if (!isProse && isQuotedList(phrase) && phrase.includes(",")) return readChoice(read, phrase, isProse);
  if (!isProse && /\|/.test(phrase)) return readChoice(read, phrase.replaceAll("|", ","), isProse);
  const style = /^style `?([A-Za-z]+)`?$/i.exec(phrase)?.[1];
  if (style !== undefined) return { ...read, style };
  const exploded = /^(not )?exploded$/i.exec(phrase);
  if (exploded) return { ...read, explode: exploded[1] === undefined };
  if (/^not read-only$/i.test(phrase)) return set(read, "readOnly", false);
  const title = /^title (".*")$/i.exec(phrase)?.[1];
  if (title !== undefined) return set(read, "title", String(parseJson(title) ?? title));
  if (isProse) return undefined;
  const kind = typeOfWord(phrase);
  if (kind?.["format"] !== undefined && typesOf(read.schema).includes(String(kind["type"])))
    return set(read, "format", kind["format"]);
  // Beside an address, what it is said to be twice.
  return kind !== undefined &&
    Object.keys(kind).length === 1 &&
    typesOf(read.schema).includes(String(kind["type"]))
    ? read
    : undefined;
}

function readPattern(read: RulesRead, written: string): RulesRead {
  const text = uncode(written);
  return set(read, "pattern", /^\/(.+)\/[a-z]*$/.exec(text)?.[1] ?? String(parseString(text)));
}

function parseString(text: string): JsonValue {
  const value = text.startsWith('"') ? parseJson(text) : undefined;
  return value ?? text;
}

function readFormat(read: RulesRead, written: string): RulesRead {
  const text = uncode(written);
  const known = /^[`"]/.test(written) ? undefined : typeOfWord(text)?.["format"];
  return set(read, "format", known ?? String(parseString(text)));
}

function readChoice(read: RulesRead, list: string, isProse: boolean): RulesRead | undefined {
  const inner = /^[([{](.*)[)\]}]$/.exec(list)?.[1] ?? list;
  const pieces = splitText(inner, (whole, at) => {
    if (/[,|]/.test(whole[at] ?? "")) return 1;
    return /^(?:\s(?:or|oder|ou|and|und|et|o|of)\s|\s\/\s)/i.exec(whole.slice(at, at + 6))?.[0].length ?? 0;
  });
  if (isProse && !pieces.every((piece) => /^["'`].*["'`]$/.test(piece))) return undefined;
  if (pieces.length === 0 || pieces.some((piece) => /\s/.test(piece) && !/^["'`]/.test(piece)))
    return undefined;
  const types = typesOf(read.schema);
  if (types.includes("array") && typeof read.schema["items"] === "object") {
    const items = read.schema["items"] as Draft;
    return set(read, "items", { ...items, enum: pieces.map((piece) => readValue(piece, items)) });
  }
  const values = pieces.map((piece) => readValue(piece, read.schema));
  const all = types.includes("null") && !values.includes(null) ? [...values, null] : values;
  return {
    ...read,
    schema: {
      ...(types.length === 0 ? readType(inner.replaceAll(",", "|"), new Map()).schema : read.schema),
      enum: all,
    },
  };
}
