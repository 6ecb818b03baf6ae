import { singular, splitWords } from "#base";
import type { Parameter } from "#contract";
import type { FilterTarget } from "../behaviour.ts";
import { comparedType } from "../compared-type.ts";
import type { Entity, Field, ScalarType } from "../domain.ts";
import { stem } from "../names.ts";
import type { ParameterValue } from "./parameter-values.ts";

interface EdgeWord {
  readonly edge: "least" | "most";
  readonly inclusive: boolean;
}

const least: EdgeWord = { edge: "least", inclusive: true };
const most: EdgeWord = { edge: "most", inclusive: true };

const edges: ReadonlyMap<string, EdgeWord> = new Map([
  ...["min", "minimum", "from", "since", "start", "starting", "begin", "gte", "ge", "least", "lower"].map(
    (word) => [word, least] as const,
  ),
  ...["after", "gt", "newer", "above", "over"].map((word) => [word, { ...least, inclusive: false }] as const),
  ...["max", "maximum", "to", "until", "till", "end", "ending", "lte", "le", "upper"].map(
    (word) => [word, most] as const,
  ),
  ...["before", "lt", "older", "below", "under"].map(
    (word) => [word, { ...most, inclusive: false }] as const,
  ),
]);

/** Which end of a range a name speaks of. */
export function edgeWord(name: string): EdgeWord | undefined {
  const words = splitWords(name);
  return edges.get(words.at(-1) ?? "") ?? edges.get(words[0] ?? "");
}

/** Words that name a date, whatever it is of. */
const dateWords: ReadonlySet<string> = new Set(["date", "day", "time", "datetime", "at", "on"]);

/** A range of one field, or the fields between which nothing decides. */
export type RangeReading =
  | {
      readonly kind: "range";
      readonly target: FilterTarget & { readonly kind: "range" };
      readonly field: Field;
    }
  | { readonly kind: "unsure"; readonly fields: readonly Field[] };

/** A bound of a field's range, by a word at the start or the end of the parameter's name and the words that are left. */
export function readRange(
  parameter: Parameter,
  value: ParameterValue,
  entity: Entity,
): RangeReading | undefined {
  if (value.several) return undefined;
  const words = splitWords(parameter.name);
  const own = splitWords(entity.name);
  const inner = own.every((word, index) => words[index] === word) ? words.slice(own.length) : words;
  const edge = edges.get(inner.at(-1) ?? "") ?? edges.get(inner[0] ?? "");
  if (!edge) return undefined;
  const atEnd = edges.has(inner.at(-1) ?? "");
  const rest = atEnd ? inner.slice(0, -1) : inner.slice(1);
  const fields = entity.fields.filter((field) => isComparable(field, value.type));
  const candidates = choose(rest, fields);
  const [field] = candidates;
  if (!field) return undefined;
  if (candidates.length > 1) return { kind: "unsure", fields: candidates };
  return { kind: "range", target: rangeOf(parameter, field, edge), field };
}

/** A parameter that has a field's own name and that its text makes a bound of it. */
export function readOwnRange(
  parameter: Parameter,
  field: Field,
): (FilterTarget & { readonly kind: "range" }) | undefined {
  const text = parameter.description;
  const own = comparedType(field) ?? "string";
  if (["string", "boolean", "uuid"].includes(own)) return undefined;
  if (leastText.test(text)) return rangeOf(parameter, field, least);
  if (mostText.test(text)) return rangeOf(parameter, field, most);
  return undefined;
}

const leastText =
  /\b(?:on or after|at or after|not before|no earlier than|starting (?:from|at|on)|at least|minimum|lower bound|greater than or equal)\b/i;
const mostText =
  /\b(?:on or before|at or before|not after|no later than|at most|maximum|upper bound|less than or equal)\b/i;
const inclusiveText = /\binclusive\b|\b(?:on|at) or (?:after|before)\b|or equal/i;
const exclusiveText = /\bexclusive\b|\bstrictly\b/i;

function rangeOf(
  { description }: Parameter,
  field: Field,
  { edge, inclusive }: EdgeWord,
): FilterTarget & { readonly kind: "range" } {
  const said = inclusiveText.test(description) ? true : exclusiveText.test(description) ? false : inclusive;
  return { kind: "range", field: field.name, edge, inclusive: said };
}

/** Whether a value of the parameter can be compared with the field's: days with moments too, and texts that hold either. */
function isComparable(field: Field, type: ScalarType): boolean {
  const own = field.meaning.kind === "enum" ? undefined : comparedType(field);
  const isNumber = own === "integer" || own === "number" || own === "decimal";
  if (type === "string") return own === "date" || own === "date-time";
  if (type === "integer" || type === "number") return isNumber;
  if (type === "date") return own === "date" || (own === "date-time" && field.meaning.kind !== "values");
  return type === own && type === "date-time" && field.meaning.kind !== "values";
}

/** The fields that the words speak of: those that are called so, else those that begin so, else those that share them. */
function choose(rest: readonly string[], fields: readonly Field[]): readonly Field[] {
  const wordsOf = (field: Field): readonly string[] => splitWords(field.name).map(stem);
  const stems = rest.map(stem);
  const bare = stems.filter((_, index) => !dateWords.has(rest[index] ?? ""));
  const named = [
    fields.filter((field) => wordsOf(field).join(" ") === stems.join(" ")),
    ...(bare.length === 0
      ? []
      : [
          fields.filter((field) => bare.every((word, index) => wordsOf(field)[index] === word)),
          fields.filter((field) => bare.every((word) => wordsOf(field).includes(word))),
        ]),
  ].find((found) => found.length > 0);
  if (named) return named;
  return bare.length === 0 ? preferred(fields) : [];
}

/** Where nothing is named: what is called a date and no more, else what clients give, else when rows were made. */
function preferred(fields: readonly Field[]): readonly Field[] {
  const generic = fields.filter(({ name }) =>
    splitWords(name).every((word) => dateWords.has(singular(word))),
  );
  const given = fields.filter(({ meaning }) => meaning.kind === "scalar" || meaning.kind === "values");
  const made = fields.filter(({ meaning }) => meaning.kind === "created-at");
  return [generic, given, made].find((found) => found.length > 0) ?? fields;
}
