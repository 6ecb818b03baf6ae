import { snakeCase, splitWords } from "#base";
import { type Contract, flattenSchema, type Schema } from "#contract";
import type { CountPart } from "./answers.ts";
import type { Entity, Field } from "./domain.ts";
import type { Draft } from "./draft.ts";
import { sameElement, sameName, sharesStem, stem } from "./names.ts";
import { settingsOf } from "./settings.ts";
import type { OperationShape } from "./shapes.ts";

/** A field of a few texts, by which rows can be counted. */
export interface CountedField {
  readonly entity: Entity;
  readonly field: Field;
  readonly values: readonly string[];
}

export function countedFields({ entities }: Draft): readonly CountedField[] {
  return entities.flatMap((entity) =>
    entity.fields.flatMap((field) => {
      const values = field.meaning.kind === "enum" ? field.meaning.values : [];
      const texts = values.filter((value) => typeof value === "string");
      return texts.length > 0 && texts.length === values.length ? [{ entity, field, values: texts }] : [];
    }),
  );
}

const totalWords = ["total", "all", "count", "sum", "overall", "total_count"];

/**
 * The properties of an object of counts: none where its keys are the values themselves. Undefined where the object holds
 * anything but whole numbers, or one that is called after no value.
 */
export function readCounts(
  contract: Contract,
  { properties, additionalProperties }: Schema,
  values: readonly string[],
): readonly CountPart[] | undefined {
  const isCount = (schema: Schema): boolean =>
    schema.types.length === 1 && schema.types.includes("integer") && schema.enum === undefined;
  if (properties.length === 0) {
    const isMap = typeof additionalProperties === "object";
    return isMap && isCount(flattenSchema(contract, additionalProperties)) ? [] : undefined;
  }
  const parts = properties.flatMap(({ name, required, schema }): readonly CountPart[] => {
    if (!isCount(flattenSchema(contract, schema))) return [];
    const value = values.find((each) => sameName(each, name) || isCountOf(name, each));
    if (value !== undefined) return [{ name, required, of: value }];
    return totalWords.includes(snakeCase(name)) ? [{ name, required }] : [];
  });
  const named = parts.filter(({ of }) => of !== undefined);
  const isWhole = parts.length === properties.length && named.length > 1;
  return isWhole && new Set(named.map(({ of }) => of)).size === named.length ? parts : undefined;
}

/** `openCount`, `numberOpen`: a value with a word of counting beside it. */
function isCountOf(name: string, value: string): boolean {
  const words = splitWords(name).filter((word) => !["count", "number", "num", "total", "of"].includes(word));
  return words.join("_") === snakeCase(value);
}

export interface Counted<C extends CountedField> {
  readonly counted: C;
  readonly because: string;
}

/** Which of several fields is meant: the one that the owner settles, that alone fits, or that the words speak of. */
export function whichCounted<C extends CountedField & { readonly parts: readonly CountPart[] }>(
  shape: OperationShape,
  candidates: readonly C[],
  draft: Draft,
): Counted<C> | undefined {
  const { operation, place } = shape;
  const chosen = settingsOf(draft.settings, operation.id).counts;
  if (chosen !== undefined) {
    const counted = candidates.find(({ entity, field }) => `${entity.name}.${field.name}` === chosen);
    return counted && { counted, because: "the owner's settings say which" };
  }
  const fitting = candidates.filter((candidate) => isOfThings(operation, candidate));
  // An object that has the very values as its properties can only be of them.
  const [only, ...more] = fitting.filter(({ parts }) => parts.length > 0);
  if (only && more.length === 0) return { counted: only, because: "its properties are the field's values" };
  const said = new Set(
    splitWords(`${operation.summary} ${operation.description} ${operation.id} ${place.name}`).map(stem),
  );
  const isSaid = (name: string): boolean => splitWords(name).every((word) => said.has(stem(word)));
  const fields = fitting.filter(({ field }) => isSaid(field.name));
  const spoken = fields.filter(({ entity }) => isSaid(entity.name));
  const collections = place.collection.split("/").filter((text) => text !== "");
  const below = fields.filter(({ entity }) => collections.some((text) => sameElement(text, entity.table)));
  const found = onlyOne(spoken) ?? (spoken.length === 0 ? (onlyOne(below) ?? onlyOne(fields)) : undefined);
  return found && { counted: found, because: `it speaks of ${found.field.name} of ${found.entity.name}` };
}

const thingsText =
  /\b(?:counts?|numbers?|totals?) of ((?:[\w-]+ ){0,2}?[\w-]+)(?= (?:by|per|grouped|in|for|with|of)\b|[.,;]|$)/i;
const anyThing = /^(?:all |the )*(?:rows?|records?|items?|entries|entities|each|every|different|distinct)\b/i;

/** Whether the things whose number the words tell are these rows, where the words say at all: `count of requests by type`. */
function isOfThings(
  { summary, description }: OperationShape["operation"],
  { entity, field }: CountedField,
): boolean {
  for (const text of [summary, ...description.split("\n")]) {
    const things = thingsText.exec(text)?.[1] ?? "";
    const isField = splitWords(field.name).every((word) =>
      splitWords(things).some((each) => stem(each) === stem(word)),
    );
    if (things === "" || anyThing.test(things) || isField) continue;
    if (!sharesStem(things, `${entity.name} ${entity.table}`)) return false;
  }
  return true;
}

function onlyOne<T>(candidates: readonly T[]): T | undefined {
  return candidates.length === 1 ? candidates[0] : undefined;
}
