import { singular, splitWords } from "#base";
import { type Contract, flattenSchema, type Parameter, type Schema } from "#contract";
import type { Filter, ReportPart } from "./behaviour.ts";
import type { Entity, Field } from "./domain.ts";
import type { Draft } from "./draft.ts";
import { evidence, step } from "./evidence.ts";
import { edgeWord, readFallback, readValue } from "./lists/index.ts";
import { hasWord, irregularForms, sameName, stem } from "./names.ts";
import { isStateName } from "./states.ts";

/** What an object of numbers tells of the rows of an entity, all of it. */
export interface ReportReading {
  readonly entity: Entity;
  readonly parts: readonly ReportPart[];
  readonly filters: readonly Filter[];
  /** The field whose few values rows are told apart by, where some numbers are of some rows only. */
  readonly state?: string;
}

const countWords: ReadonlySet<string> = new Set(["number", "count", "num", "of"]);
const wholeWords: ReadonlySet<string> = new Set(["total", "all", "overall"]);
const averageWords: ReadonlySet<string> = new Set(["average", "avg", "mean"]);
const sumWords: ReadonlySet<string> = new Set(
  "revenue turnover sales earnings income takings proceeds total sum amount value".split(" "),
);
const moneyWords: ReadonlySet<string> = new Set(["total", "amount", "price", "sum", "value", "cost"]);

/** Reads the object as one about rows of an entity; undefined where it tells anything else. */
export function readReport(
  schema: Schema,
  parameters: readonly Parameter[],
  entity: Entity,
  draft: Draft,
): ReportReading | undefined {
  const filters = readEdges(parameters, entity, draft);
  if (!filters) return undefined;
  const state = entity.fields.find(({ name, meaning }) => meaning.kind === "enum" && isStateName(name));
  const parts = schema.properties.map(({ name, required, schema: node }): ReportPart | undefined => {
    const is = readPart(name, flattenSchema(draft.contract, node), {
      entity,
      state,
      filters,
      contract: draft.contract,
    });
    return is && { name, required, is };
  });
  const known = parts.filter((part) => part !== undefined);
  const told = known.filter(({ is }) => is.kind !== "edge");
  const counts = told.filter(({ is }) => is.kind === "count");
  if (known.length < parts.length || told.length < 2 || counts.length === told.length) return undefined;
  return { entity, parts: known, filters, ...(state && { state: state.name }) };
}

interface PartContext {
  readonly contract: Contract;
  readonly entity: Entity;
  readonly state: Field | undefined;
  readonly filters: readonly Filter[];
}

function readPart(
  name: string,
  schema: Schema,
  { entity, state, filters }: PartContext,
): ReportPart["is"] | undefined {
  const [type] = schema.types;
  if (schema.types.length !== 1) return undefined;
  if (type === "string") {
    const edge = filters.find(({ parameter }) => sameName(parameter, name));
    return edge?.fallback?.kind === "moment" ? { kind: "edge", parameter: edge.parameter } : undefined;
  }
  if (type !== "integer" && type !== "number") return undefined;
  const own = new Set(splitWords(entity.name).map((word) => stem(singular(word))));
  const words = splitWords(name);
  const rest = words.filter((word) => !own.has(stem(singular(word))) && !countWords.has(word));
  const values = state?.meaning.kind === "enum" ? state.meaning.values.map(String) : [];
  const isCount = type === "integer" && rest.length < words.length;
  if (isCount && rest.every((word) => wholeWords.has(word))) return { kind: "count" };
  const value = values.find((each) => isForm(rest, splitWords(each)));
  if (isCount && value !== undefined) return { kind: "count", of: value };
  const field = moneyOf(entity);
  if (!field) return undefined;
  const spoken = values.filter((each) => speaks(schema.description, each));
  if (spoken.length > 1) return undefined;
  const of = spoken[0] === undefined ? {} : { of: spoken[0] };
  if (hasWord(name, averageWords)) return { kind: "average", field: field.name, ...of };
  return hasWord(name, sumWords) && !isCount ? { kind: "sum", field: field.name, ...of } : undefined;
}

function isForm(words: readonly string[], others: readonly string[]): boolean {
  const form = (word: string): string => stem(irregularForms.get(word) ?? word);
  return (
    words.length === others.length && words.every((word, index) => form(word) === form(others[index] ?? ""))
  );
}

/** Whether a text names a value in its own words: `completed orders`. */
function speaks(text: string, value: string): boolean {
  return ` ${splitWords(text).join(" ")} `.includes(` ${splitWords(value).join(" ")} `);
}

/** The one number of a row that money is told by: a total, else what is called an amount. */
function moneyOf({ fields }: Entity): Field | undefined {
  const total = fields.find(({ meaning }) => meaning.kind === "total");
  const others = fields.filter(
    ({ name, meaning, missing }) =>
      meaning.kind === "scalar" &&
      (meaning.type === "integer" || meaning.type === "number") &&
      missing === "never" &&
      hasWord(name, moneyWords),
  );
  return total ?? (others.length === 1 ? others[0] : undefined);
}

/** The two ends of a range of time, of when rows were made or of the one time that they bring. */
function readEdges(
  parameters: readonly Parameter[],
  entity: Entity,
  draft: Draft,
): readonly Filter[] | undefined {
  const times = entity.fields.filter(
    ({ meaning, missing }) =>
      meaning.kind === "scalar" && meaning.type === "date-time" && missing === "never",
  );
  const made = entity.fields.find(({ meaning }) => meaning.kind === "created-at");
  const field = times.length === 1 ? times[0] : made;
  const names = parameters.map(({ name }) => name);
  const filters = parameters.map((parameter): Filter | undefined => {
    const value = readValue(parameter, draft);
    const edge = edgeWord(parameter.name);
    if (!value || !edge || !field || value.several || value.type !== "date-time") return undefined;
    const fallback = readFallback(
      parameter,
      value,
      names.filter((name) => name !== parameter.name),
    );
    if (fallback === "unknown") return undefined;
    return {
      parameter: parameter.name,
      description: parameter.description,
      required: parameter.required,
      type: value.type,
      by: { kind: "range", field: field.name, ...edge },
      evidence: evidence(`${parameter.name} bounds ${field.name}`, step("query parameter", parameter.span)),
      ...(fallback !== "none" && { fallback }),
    };
  });
  const known = filters.filter((filter) => filter !== undefined);
  return known.length === filters.length ? known : undefined;
}
