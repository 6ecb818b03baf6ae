import type { Parameter } from "#contract";
import type { FilterLanguage, FilterTerm } from "../behaviour.ts";
import { comparedType } from "../compared-type.ts";
import type { Entity, Field, ValueObject } from "../domain.ts";
import type { Draft } from "../draft.ts";
import { sameName } from "../names.ts";
import type { OperationShape } from "../shapes.ts";
import { readValue } from "./parameter-values.ts";
import { queryParameters } from "./parameters.ts";

/** What a list's parameters say in a language of their own, and which parameter that is. */
export interface LanguageReading {
  readonly language?: FilterLanguage;
  readonly parameters: readonly Parameter[];
}

const grammar = /\bfield\w*:value\w*/i;
const severalValues = /\bfield\w*:value\w*,\s?value/i;
/** Signs of more than is read here: comparisons, negations, patterns, quotes. */
const moreGrammar = /[<>!~*"]|\b(?:AND|OR|NOT)\b/;
const spans = /\b\d+([hdw])\b/g;

/**
 * Conditions in one text, where the grammar stands in the description: pairs of a field and its values, one after the
 * other. Fields are those that rows have and that can be compared; of the times, how long ago, where the text says so.
 */
export function readLanguage(shape: OperationShape, entity: Entity, draft: Draft): LanguageReading {
  const parameter = queryParameters(shape).find(({ description }) => grammar.test(description));
  if (!parameter || parameter.required) return { parameters: [] };
  return readTerms(parameter, draft, (spoken) =>
    entity.fields.flatMap((field) => (isShown(entity, field) ? termsOf(entity, field, spoken) : [])),
  );
}

/** The same of objects that rows hold: of what they hold themselves, and of the key of their row. */
export function readLineLanguage(
  shape: OperationShape,
  entity: Entity,
  { fields }: ValueObject,
  draft: Draft,
): FilterLanguage | undefined {
  const parameter = queryParameters(shape).find(({ description }) => grammar.test(description));
  const key = entity.fields.find(({ name }) => name === entity.identity.field);
  if (!parameter) return undefined;
  return readTerms(parameter, draft, (spoken) => {
    const said = [...spoken.spoken].find((word) => sameName(word, `${entity.name}_${entity.identity.field}`));
    const own: readonly FilterTerm[] =
      key && said !== undefined ? [{ name: said, field: said, by: "any" }] : [];
    return [...own, ...fields.flatMap((field) => termsOf(entity, field, { ...spoken, spoken: new Set() }))];
  }).language;
}

function readTerms(
  parameter: Parameter,
  draft: Draft,
  termsIn: (spoken: Spoken) => readonly FilterTerm[],
): LanguageReading {
  const { description } = parameter;
  const value = readValue(parameter, draft);
  const code = [...description.matchAll(/`([^`\n]+)`/g)].map(([, each = ""]) => each);
  if (
    value?.type !== "string" ||
    value.several ||
    value.schema.enum ||
    code.some((each) => moreGrammar.test(each))
  )
    return { parameters: [] };
  const units = [...new Set([...description.matchAll(spans)].map(([, unit = ""]) => unit))];
  const spoken = new Set(code.flatMap((each) => [...each.matchAll(/(\w+):/g)].map(([, word = ""]) => word)));
  const terms = termsIn({ units, spoken });
  if (terms.length === 0) return { parameters: [] };
  return {
    language: {
      parameter: parameter.name,
      description,
      several: severalValues.test(description),
      units,
      terms,
    },
    parameters: [parameter],
  };
}

interface Spoken {
  readonly units: readonly string[];
  /** Words that the text has before a colon. */
  readonly spoken: ReadonlySet<string>;
}

function termsOf(entity: Entity, field: Field, { units, spoken }: Spoken): readonly FilterTerm[] {
  const by = comparisonOf(field, units);
  if (!by) return [];
  // The text may call a field after its entity: `orderId`.
  const longer = [...spoken].filter(
    (word) => word !== field.name && sameName(word, `${entity.name}_${field.name}`),
  );
  return [field.name, ...longer].map((name) => ({ name, field: field.name, by }));
}

function comparisonOf(field: Field, units: readonly string[]): FilterTerm["by"] | undefined {
  const { kind } = field.meaning;
  if (
    kind !== "scalar" &&
    kind !== "enum" &&
    kind !== "identity" &&
    kind !== "created-at" &&
    kind !== "updated-at"
  )
    return undefined;
  switch (comparedType(field)) {
    case "string":
    case "integer":
    case "boolean":
    case "uuid":
      return "any";
    case "date-time":
      return units.length > 0 ? "since" : undefined;
    default:
      return undefined;
  }
}

function isShown({ representations }: Entity, { name }: Field): boolean {
  return representations.some(({ fields }) => fields.some(({ field }) => field === name));
}
