import { splitWords } from "#base";
import type { Parameter, Schema } from "#contract";
import type { SortChoice, SortDirection, Sorting } from "../behaviour.ts";
import type { Entity, Field } from "../domain.ts";
import type { Draft } from "../draft.ts";
import { primaryField } from "../identity.ts";
import { isFormOf, sameName } from "../names.ts";
import type { OperationShape } from "../shapes.ts";
import { readValue } from "./parameter-values.ts";
import { queryParameters } from "./parameters.ts";

const fieldNames = [
  "sort",
  "sort_by",
  "order_by",
  "sort_field",
  "sort_key",
  "sort_column",
  "sorting",
  "ordering",
  "sortby",
  "orderby",
];
const wayNames = [
  "sort_order",
  "sort_direction",
  "sort_dir",
  "order_direction",
  "order_dir",
  "sort_type",
  "direction",
  "order",
  "dir",
];

/** What a list's parameters say of its order, and which parameters that are. */
export interface SortingReading {
  readonly sorting?: Sorting;
  readonly parameters: readonly Parameter[];
}

/** The fields that callers may sort by: those that the contract lists, else those of the rows that every row has. */
export function readSorting(shape: OperationShape, entity: Entity, draft: Draft): SortingReading {
  const parameters = queryParameters(shape).filter(({ name }) => !isField(entity, name));
  const find = (names: readonly string[]): Parameter | undefined =>
    names
      .map((candidate) => parameters.find(({ name }) => sameName(candidate, name)))
      .find((parameter) => parameter !== undefined);
  const named = find(fieldNames);
  const beside = find(wayNames);
  const parameter = named ?? beside;
  if (!parameter) return { parameters: [] };
  const direction = named && beside && readDirection(beside, draft);
  const sorting = readWays(parameter, entity, draft) ?? readChoices(parameter, entity, draft, direction);
  if (!sorting) return { parameters: [] };
  return { sorting, parameters: [parameter, ...(beside && direction ? [beside] : [])] };
}

function isField({ fields }: Entity, name: string): boolean {
  return fields.some((field) => sameName(field.name, name));
}

const upWords = /^(?:asc|ascending|up|1)$/i;
const downWords = /^(?:desc|descending|down|-1)$/i;

/** A parameter with one value for each way. */
function readDirection(parameter: Parameter, draft: Draft): SortDirection | undefined {
  const schema = readValue(parameter, draft)?.schema;
  const values = schema?.enum?.map(String) ?? [];
  const ascending = values.find((value) => upWords.test(value));
  const descending = values.find((value) => downWords.test(value));
  if (values.length !== 2 || ascending === undefined || descending === undefined) return undefined;
  const fallback = schema?.default;
  return {
    parameter: parameter.name,
    description: parameter.description,
    ascending,
    descending,
    ...((fallback === ascending || fallback === descending) && { fallback }),
  };
}

/** A parameter that only says which way: by the time of making, else by the key. */
function readWays(parameter: Parameter, entity: Entity, draft: Draft): Sorting | undefined {
  const way = readDirection(parameter, draft);
  const created = entity.fields.find(({ meaning }) => meaning.kind === "created-at");
  const field = (created ?? primaryField(entity))?.name;
  if (!way || field === undefined || parameter.required) return undefined;
  const { ascending, descending, fallback } = way;
  return {
    parameter: parameter.name,
    description: parameter.description,
    isListed: true,
    choices: [
      { value: ascending, field, descending: false },
      { value: descending, field, descending: true },
    ],
    ...(fallback !== undefined && { fallback }),
  };
}

function readChoices(
  parameter: Parameter,
  entity: Entity,
  draft: Draft,
  direction: SortDirection | undefined,
): Sorting | undefined {
  const value = readValue(parameter, draft);
  if (value?.type !== "string" || parameter.required) return undefined;
  const { schema, several } = value;
  const known = schema.enum
    ? schema.enum.map((each) => readChoice(String(each), entity))
    : guessed(parameter, schema, entity, direction);
  const choices = known?.filter((choice) => choice !== undefined) ?? [];
  if (choices.length === 0 || choices.length < (known?.length ?? 0)) return undefined;
  // Which way a choice goes is said once.
  if (direction && choices.some(({ descending }) => descending)) return undefined;
  const fallback = choices.find(({ value: each }) => each === schema.default);
  if (schema.default !== undefined && !fallback) return undefined;
  const commas = several === undefined && !schema.enum && /\bcomma/i.test(textOf(parameter, schema));
  return {
    parameter: parameter.name,
    description: parameter.description,
    isListed: schema.enum !== undefined,
    choices,
    ...((several ?? (commas ? "commas" : undefined)) && { several: several ?? "commas" }),
    ...(several === undefined && commas && { isText: true }),
    ...(fallback && { fallback: fallback.value }),
    ...(direction && { direction }),
  };
}

function textOf(parameter: Parameter, schema: Schema): string {
  return `${parameter.description} ${schema.description}`;
}

/** Forms that a free text may have besides a sign before the name. */
const otherForms = /\b\w+(?::|,| |\.|_)(?:asc|desc)\b/i;

/** What callers may sort by where nothing lists it: every plain field that all rows have, upwards and, by a sign, down. */
function guessed(
  parameter: Parameter,
  schema: Schema,
  entity: Entity,
  direction: SortDirection | undefined,
): readonly SortChoice[] | undefined {
  if (schema.pattern !== undefined || schema.format !== undefined) return undefined;
  if (!direction && otherForms.test(textOf(parameter, schema))) return undefined;
  const fields = entity.fields.filter((field) => isShown(entity, field) && isSortable(field));
  return fields.flatMap(({ name: field }): readonly SortChoice[] => [
    { value: field, field, descending: false },
    ...(direction ? [] : [{ value: `-${field}`, field, descending: true }]),
  ]);
}

function isShown({ representations }: Entity, { name }: Field): boolean {
  return representations.some(({ fields }) => fields.some(({ field }) => field === name));
}

/** Whether a field gives all rows an order. */
function isSortable({ meaning, nullable, missing }: Field): boolean {
  if (nullable || missing !== "never") return false;
  switch (meaning.kind) {
    case "scalar":
    case "identity":
      return meaning.type !== "decimal-text";
    case "enum":
      return meaning.values.every((value) => typeof value === "string");
    case "created-at":
    case "updated-at":
    case "ends-after":
      return true;
    default:
      return false;
  }
}

const newestWords = /^(?:newest|latest|recent|most_recent)$/i;
const oldestWords = /^(?:oldest|earliest)$/i;

/** `-price`, `price_desc`, `price:asc`, `newest`. */
function readChoice(value: string, entity: Entity): SortChoice | undefined {
  const created = entity.fields.find(({ meaning }) => meaning.kind === "created-at");
  if (created && newestWords.test(value)) return { value, field: created.name, descending: true };
  if (created && oldestWords.test(value)) return { value, field: created.name, descending: false };
  const [, sign = "", rest = ""] = /^([-+]?)(.*)$/s.exec(value) ?? [];
  const spelled = /^(.+?)[\s_:.,-]?(asc|desc|ascending|descending|Asc|Desc)$/.exec(rest);
  const whole = fieldCalled(rest, entity);
  const field = whole ?? (spelled?.[1] === undefined ? undefined : fieldCalled(spelled[1], entity));
  if (!field || !isSortable({ ...field, nullable: false, missing: "never" })) return undefined;
  const hollow = isSortable(field) ? {} : { hollow: true as const };
  const down = sign === "-" || (!whole && downWords.test(spelled?.[2] ?? ""));
  return { value, field: field.name, descending: down, ...hollow };
}

function fieldCalled(name: string, { name: entity, fields }: Entity): Field | undefined {
  const found = fields.find(
    (field) => sameName(field.name, name) || sameName(`${entity}_${field.name}`, name),
  );
  const kept = found?.meaning.kind === "also" ? found.meaning.of : found?.name;
  return found ? fields.find((field) => field.name === kept) : alike(name, fields);
}

/** Words that say no more of a value than that it is the plain one. */
const plainWords: ReadonlySet<string> = new Set(["base", "basic", "default", "regular", "standard"]);

/** The one plain field whose name is another form of the same word: `basePrice` of `pricing`. */
function alike(name: string, fields: readonly Field[]): Field | undefined {
  const words = splitWords(name).filter((word) => !plainWords.has(word));
  const found = fields.filter(
    (field) =>
      isSortable(field) &&
      splitWords(field.name).length === words.length &&
      splitWords(field.name).every((word, index) => isFormOf(word, words[index] ?? "")),
  );
  return found.length === 1 ? found[0] : undefined;
}
