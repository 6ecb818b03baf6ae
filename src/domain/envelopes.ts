import { snakeCase } from "#base";
import type { Contract, JsonValue, Property, Schema } from "#contract";
import {
  contentWords,
  cursorWords,
  flagWords,
  groupWords,
  isFine,
  isHeading,
  linkWords,
  meaningOf,
  messageWords,
  numberWords,
  statusWords,
  successWords,
} from "./answer-words.ts";
import { type AnswerPart, type Constant, placeParts, type Told } from "./answers.ts";
import { objectSchema } from "./kinds.ts";
import { isObject } from "./schemas.ts";

/** An object that holds rows: the schema of their array, and what stands beside it. */
export interface EnvelopeReading {
  readonly rows: Schema;
  /** The property that holds the rows. */
  readonly name: string;
  readonly parts: readonly AnswerPart[];
  /** The names that lead to a property which nothing explains. */
  readonly unknown?: string;
}

/** Sees through an object around rows, whatever it tells beside them; undefined where it has no rows, or too many. */
export function readEnvelope(
  contract: Contract,
  outer: Schema,
  examples: readonly JsonValue[],
): EnvelopeReading | undefined {
  const seen = see(contract, outer, examples);
  const rows = findRows(seen);
  if (rows) {
    const parts = seen.map((each) =>
      each === rows ? partOf(each, { kind: "rows" }) : readPart(contract, each, seen),
    );
    return settle(rows, parts);
  }
  const around = onlyOne(
    seen.filter(({ name, schema }) => isObject(schema) && contentWords.has(snakeCase(name))),
  );
  const inner = around && readEnvelope(contract, around.schema, around.examples);
  // A row may have a list among its fields: only what is understood whole is an envelope.
  if (!inner || inner.unknown !== undefined || inner.rows.items === undefined) return undefined;
  if (isRowWithList(around.schema, inner)) return undefined;
  const parts = seen.map((each) =>
    each === around ? partOf(each, { kind: "group", parts: inner.parts }) : readPart(contract, each, seen),
  );
  return settle({ name: inner.name, schema: inner.rows }, parts);
}

/** Whether an object has a key of its own, and a list that is not called the content: then it is a row. */
export function isRowWithList(row: Schema, { name }: EnvelopeReading): boolean {
  return holdsKey(row) && !contentWords.has(snakeCase(name));
}

/** Constants beside the one property that holds a row; undefined where there is more. `nouns`: what the path speaks of. */
export function readConstants(
  contract: Contract,
  outer: Schema,
  nouns: ReadonlySet<string>,
): { readonly property: Property; readonly constants: readonly AnswerPart[] } | undefined {
  const seen = see(contract, outer, []);
  const content = onlyOne(
    seen.filter(({ name, schema }) => isObject(schema) && contentWords.has(snakeCase(name))),
  );
  // What only goes well with every answer may be told beside what is plainly the content, and nowhere else.
  const around = content ?? namedRow(outer, seen, nouns);
  const told = seen.map((each) => ({
    each,
    tells: constantOf(each) ?? (around && (sayingOf(each) ?? headingOf(each, seen))),
  }));
  const strangers = told.filter(
    ({ each, tells }) => tells === undefined && (content === undefined || each.required || each === around),
  );
  const row = onlyOne(strangers)?.each;
  const property = outer.properties.find(({ name }) => name === row?.name);
  if (!row || !property || !isObject(row.schema)) return undefined;
  return {
    property,
    constants: partsOf(told.flatMap(({ each, tells }) => (tells ? [partOf(each, tells)] : []))),
  };
}

/** The only object of an answer, called after what the path speaks of: `{"message": "Made", "dog": {…}}` at `/dogs`. */
function namedRow(outer: Schema, seen: readonly Seen[], nouns: ReadonlySet<string>): Seen | undefined {
  const only = onlyOne(seen.filter(({ schema }) => isObject(schema)));
  if (!only || !nouns.has(snakeCase(only.name)) || only.schema.properties.length === 0) return undefined;
  const isRow = holdsKey(outer) || (outer.name !== undefined && nouns.has(snakeCase(outer.name)));
  return isRow ? undefined : only;
}

function holdsKey({ properties }: Schema): boolean {
  return properties.some(({ name }) => /^_?(?:id|uuid)$/i.test(name));
}

interface Seen {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
  readonly examples: readonly JsonValue[];
}

/** What is known of each property: its schema, and values that examples give it. */
function see(contract: Contract, outer: Schema, examples: readonly JsonValue[]): readonly Seen[] {
  return outer.properties.map(({ name, required, schema: node }) => {
    const schema = objectSchema(contract, node);
    const given = [...outer.examples, ...examples].flatMap((example) => valueIn(example, name));
    return { name, required, schema, examples: [...schema.examples, ...given] };
  });
}

function valueIn(example: JsonValue, name: string): readonly JsonValue[] {
  if (typeof example !== "object" || example === null || isList(example)) return [];
  const value = Object.hasOwn(example, name) ? example[name] : undefined;
  return value === undefined ? [] : [value];
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** The only array, or the only one whose name says that it holds what was asked for. */
function findRows(seen: readonly Seen[]): Seen | undefined {
  const arrays = seen.filter(({ schema }) => schema.types.includes("array"));
  return onlyOne(arrays) ?? onlyOne(arrays.filter(({ name }) => contentWords.has(snakeCase(name))));
}

function onlyOne<T>(candidates: readonly T[]): T | undefined {
  return candidates.length === 1 ? candidates[0] : undefined;
}

interface ReadPart {
  readonly seen: Seen;
  readonly part?: AnswerPart;
  /** The names that lead to what is not understood. */
  readonly unknown?: string;
}

function partOf(seen: Seen, tells: Told): ReadPart & { readonly part: AnswerPart } {
  const { name, required, schema } = seen;
  return { seen, part: { name, required, nullable: schema.nullable, tells } };
}

function readPart(contract: Contract, seen: Seen, all: readonly Seen[]): ReadPart {
  const { name, schema, examples } = seen;
  const tells = constantOf(seen) ?? plainOf(seen) ?? linkOf(seen) ?? sayingOf(seen) ?? headingOf(seen, all);
  if (tells) return partOf(seen, tells);
  if (!isObject(schema) || !groupWords.has(snakeCase(name))) return { seen, unknown: name };
  const grouped = see(contract, schema, examples);
  const inner = grouped.map((each) => readPart(contract, each, grouped));
  const stranger = strangerAmong(inner);
  if (stranger !== undefined || partsOf(inner).length === 0)
    return { seen, unknown: stranger === undefined ? name : `${name}.${stranger}` };
  return partOf(seen, { kind: "group", parts: partsOf(inner) });
}

/** The first that must be told and that nothing explains. What need not be told is left out. */
function strangerAmong(parts: readonly ReadPart[]): string | undefined {
  return parts.find(({ seen, unknown }) => unknown !== undefined && seen.required)?.unknown;
}

function partsOf(parts: readonly ReadPart[]): readonly AnswerPart[] {
  return parts.flatMap(({ part }) => (part ? [part] : []));
}

/** The only whole number beside the rows is their total; of two counts, one is of all rows. */
function settle(rows: Pick<Seen, "name" | "schema">, read: readonly ReadPart[]): EnvelopeReading {
  const numbers = read.filter(({ seen }) => seen.schema.types.includes("integer"));
  const lone = onlyOne(numbers);
  const all = read.map((each) =>
    each === lone && each.unknown !== undefined ? partOf(each.seen, { kind: "total" }) : each,
  );
  const parts = partsOf(all);
  const totals = placeParts(parts).filter(({ tells }) => tells.kind === "total");
  const counts = totals.filter(({ name }) => !/total|all/i.test(name));
  const settled = totals.length === counts.length + 1 ? recount(parts) : parts;
  const unknown = strangerAmong(all);
  return {
    rows: rows.schema,
    name: rows.name,
    parts: settled,
    ...(unknown !== undefined && { unknown }),
  };
}

/** Counts that are not called a total count what is shown. */
function recount(parts: readonly AnswerPart[]): readonly AnswerPart[] {
  return parts.map((part): AnswerPart => {
    if (part.tells.kind === "group")
      return { ...part, tells: { kind: "group", parts: recount(part.tells.parts) } };
    return part.tells.kind === "total" && !/total|all/i.test(part.name)
      ? { ...part, tells: { kind: "shown" } }
      : part;
  });
}

function constantOf({ name, schema }: Seen): Told | undefined {
  const only = schema.const ?? (schema.enum?.length === 1 ? schema.enum[0] : undefined);
  if (isConstant(only)) return { kind: "constant", value: only };
  const isSuccess = schema.types.includes("boolean") && successWords.includes(snakeCase(name));
  return isSuccess ? { kind: "constant", value: true, open: true } : undefined;
}

/** What is said to people, or to programs, of an answer that went well: as the contract's own example says it. */
function sayingOf({ name, schema, examples }: Seen): Told | undefined {
  const word = snakeCase(name);
  if (schema.types.includes("string") && messageWords.includes(word) && schema.pattern === undefined) {
    const text = [schema.default, ...examples].find((value) => typeof value === "string");
    const value = typeof text === "string" ? text : "OK";
    return schema.enum ? { kind: "constant", value } : { kind: "constant", value, open: true };
  }
  if (!statusWords.includes(word)) return undefined;
  const shown = [schema.default, ...examples, ...(schema.enum ?? [])].find(
    (value) =>
      (typeof value === "number" && isFine(value)) ||
      (typeof value === "string" && /^(?:success|ok)/i.test(value)),
  );
  if (!isConstant(shown)) return undefined;
  return schema.enum ? { kind: "constant", value: shown } : { kind: "constant", value: shown, open: true };
}

/** A heading, as the contract's own example has it. */
function headingOf({ name, schema, examples }: Seen, all: readonly Seen[]): Told | undefined {
  const isText = schema.types.includes("string") && schema.pattern === undefined;
  const names = all.map((each) => snakeCase(each.name));
  if (!isText || schema.format !== undefined || !isHeading(snakeCase(name), names)) return undefined;
  const text = [schema.default, ...examples].find((value) => typeof value === "string");
  if (typeof text !== "string") return undefined;
  return schema.enum ? { kind: "constant", value: text } : { kind: "constant", value: text, open: true };
}

function isConstant(value: JsonValue | undefined): value is Constant {
  return (
    typeof value === "string" ||
    typeof value === "boolean" ||
    (typeof value === "number" && Number.isSafeInteger(value))
  );
}

const ofThisPage = /\b(?:this|the|current) (?:page|response)\b|\breturned\b|\bper page\b/i;

function plainOf({ name, schema }: Seen): Told | undefined {
  const word = snakeCase(name);
  if (schema.types.includes("boolean")) {
    const kind = meaningOf(flagWords, word);
    return kind && { kind };
  }
  if (schema.types.includes("string") && schema.format === undefined) {
    const kind = meaningOf(cursorWords, word);
    return kind && { kind };
  }
  if (!schema.types.includes("integer")) return undefined;
  const kind = meaningOf(numberWords, word);
  if (kind === "total" && !/total/.test(word) && ofThisPage.test(schema.description))
    return { kind: "shown" };
  return kind && { kind };
}

/** Absolute where the format or an example says so; `uri` asks for a scheme. */
function linkOf({ name, schema, examples }: Seen): Told | undefined {
  const to = schema.types.includes("string") ? meaningOf(linkWords, snakeCase(name)) : undefined;
  if (to === undefined) return undefined;
  const example = examples.find((each) => typeof each === "string");
  const absolute =
    example === undefined ? schema.format === "uri" || schema.format === "url" : /^https?:/.test(example);
  return { kind: "link", to, absolute, ...(schema.format !== undefined && { format: schema.format }) };
}
