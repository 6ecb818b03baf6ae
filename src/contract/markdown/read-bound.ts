import type { Draft } from "./context.ts";
import { typesOf } from "./read-value.ts";
import { openPhrase } from "./rule-words.ts";

type Unit = "characters" | "items" | "fields";

const number = /^(-?\d[\d.,_]*)\s*/;

/** A phrase that limits a length, a count or a number, in the keywords of JSON Schema; nothing where it is none. */
export function readBound(phrase: string, schema: Draft, isProse: boolean): Draft | undefined {
  const { words, rest } = openPhrase(phrase.replace(/[()]/g, " "));
  const unit = unitIn(words);
  const compared = /^(<=|>=|=<|=>|≤|≥|<|>)\s*(.*)$/.exec(rest);
  if (compared) return compareTo(compared[1] ?? "", compared[2] ?? "", unit, schema);
  const low = number.exec(rest);
  if (low === null) return undefined;
  const behind = rest.slice(low[0].length);
  const least = toNumber(low[1] ?? "");
  if (least === undefined) return undefined;
  const range = /^(?:\s*(?:–|-|—|\.{2,3}|…|~)\s*)(-?\d[\d.,_]*)\s*/.exec(behind) ?? rangeInWords(behind);
  if (range) {
    const most = toNumber(range[1] ?? "");
    const after = unitBehind(behind.slice(range[0].length));
    if (most === undefined || after === undefined || words.some((word) => !rangeWords.has(word)))
      return undefined;
    return limit(schema, unit ?? after.unit, { min: least, max: most }, isProse);
  }
  const after = unitBehind(behind);
  return after === undefined
    ? undefined
    : single(words, least, { schema, unit: unit ?? after.unit, after: after.word, isProse });
}

const rangeWords: ReadonlySet<string> = new Set([
  "between",
  "length",
  "characters",
  "items",
  "fields",
  "min",
]);

function rangeInWords(behind: string): RegExpExecArray | undefined {
  const { words, rest } = openPhrase(behind, 2);
  const isRange = words[0] === "to" || (words[0] === "max" && words.length === 1);
  const match = isRange && words.length === 1 ? number.exec(rest) : null;
  if (match === null) return undefined;
  match[0] = behind.slice(0, behind.length - rest.length + match[0].length);
  return match;
}

interface About {
  readonly schema: Draft;
  readonly unit: Unit | undefined;
  readonly after: string | undefined;
  readonly isProse: boolean;
}

function single(words: readonly string[], value: number, about: About): Draft | undefined {
  const { schema, unit, after, isProse } = about;
  const kind = words.filter((word) => word !== "length" && !isUnit(word)).join(" ");
  if (after === "decimals" && (kind === "" || kind === "max" || kind === "exactly"))
    return value >= 0 && value <= 10 && Number.isInteger(value)
      ? { multipleOf: Number(`1e-${value}`) }
      : undefined;
  const other = after === undefined || isUnit(after) || after === "length" ? undefined : after;
  switch (`${kind}${kind !== "" && other !== undefined ? " " : ""}${other ?? ""}`) {
    case "max":
      return limit(schema, unit, { max: value }, isProse);
    case "min":
      return limit(schema, unit, { min: value }, isProse);
    case "above":
      return unit === undefined
        ? compareTo(">", String(value), unit, schema)
        : limit(schema, unit, { min: value + 1 }, isProse);
    case "below":
      return unit === undefined
        ? compareTo("<", String(value), unit, schema)
        : limit(schema, unit, { max: value - 1 }, isProse);
    case "multiple of":
      return value > 0 ? { multipleOf: value } : undefined;
    case "exactly":
      return limit(schema, unit, { min: value, max: value }, isProse);
    case "":
      // `3 characters`, `length 3`; a bare number says nothing.
      return unit !== undefined || words.includes("length")
        ? limit(schema, unit, { min: value, max: value }, isProse)
        : undefined;
    default:
      return undefined;
  }
}

function isUnit(word: string): boolean {
  return word === "characters" || word === "items" || word === "fields";
}

function unitIn(words: readonly string[]): Unit | undefined {
  return words.find(isUnit) as Unit | undefined;
}

/** What stands behind the figures: nothing, or one word that is known; `undefined` where it is something else. */
function unitBehind(
  text: string,
): { readonly unit: Unit | undefined; readonly word: string | undefined } | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return { unit: undefined, word: undefined };
  const { words, rest } = openPhrase(trimmed, 2);
  const meant = words.filter((word) => word !== "length");
  if (rest !== "" || meant.length > 1) return undefined;
  return { unit: unitIn(words), word: meant[0] ?? words[0] };
}

interface Range {
  readonly min?: number;
  readonly max?: number;
}

function limit(schema: Draft, unit: Unit | undefined, range: Range, isProse: boolean): Draft | undefined {
  const keys = keysFor(schema, unit, isProse);
  if (keys === undefined) return undefined;
  const isCount = keys !== valueKeys;
  const values = [range.min, range.max].filter((value) => value !== undefined);
  if (isCount && values.some((value) => !Number.isInteger(value) || value < 0)) return undefined;
  return {
    ...(range.min !== undefined && { [keys[0]]: range.min }),
    ...(range.max !== undefined && { [keys[1]]: range.max }),
  };
}

const valueKeys = ["minimum", "maximum"] as const;

function keysFor(
  schema: Draft,
  unit: Unit | undefined,
  isProse: boolean,
): readonly [string, string] | undefined {
  const types = typesOf(schema);
  if (unit === "characters")
    return types.length === 0 || types.includes("string") ? ["minLength", "maxLength"] : undefined;
  if (unit === "items")
    return types.length === 0 || types.includes("array") ? ["minItems", "maxItems"] : undefined;
  if (unit === "fields")
    return types.length === 0 || types.includes("object") ? ["minProperties", "maxProperties"] : undefined;
  if (types.includes("integer") || types.includes("number")) return valueKeys;
  // In prose a number without a unit may be anything.
  if (isProse) return undefined;
  if (types.includes("string")) return ["minLength", "maxLength"];
  return types.includes("array") ? ["minItems", "maxItems"] : undefined;
}

function compareTo(sign: string, text: string, unit: Unit | undefined, schema: Draft): Draft | undefined {
  const match = number.exec(text);
  const after = match === null ? undefined : unitBehind(text.slice(match[0].length));
  const value = match === null ? undefined : toNumber(match[1] ?? "");
  if (after === undefined || value === undefined) return undefined;
  const of = unit ?? after.unit;
  const types = typesOf(schema);
  const isNumber = of === undefined && (types.includes("integer") || types.includes("number"));
  switch (sign) {
    case ">":
      return isNumber ? { exclusiveMinimum: value } : limit(schema, of, { min: value + 1 }, false);
    case "<":
      return isNumber ? { exclusiveMaximum: value } : limit(schema, of, { max: value - 1 }, false);
    case ">=":
    case "=>":
    case "≥":
      return limit(schema, of, { min: value }, false);
    default:
      return limit(schema, of, { max: value }, false);
  }
}

/** `1,000` and `1_000` are a thousand, `0,5` is a half; what could be either is no number. */
export function toNumber(written: string): number | undefined {
  const text = written.replace(/[.,_]+$/, "").replaceAll("_", "");
  const plain = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text)
    ? text.replaceAll(",", "")
    : /^-?\d{1,3}(?:\.\d{3}){2,}$/.test(text)
      ? text.replaceAll(".", "")
      : text.replace(/^(-?\d+),(\d+)$/, "$1.$2");
  const value = Number(plain);
  return Number.isFinite(value) && plain !== "" ? value : undefined;
}
