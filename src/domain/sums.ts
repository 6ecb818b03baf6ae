import { singular, splitWords } from "#base";
import type { Entity, Field, FieldMeaning, ValueObject } from "./domain.ts";
import type { LineReading } from "./lines.ts";
import type { Resource } from "./resources.ts";

type Total = Extract<FieldMeaning, { readonly kind: "total" }>;

/** Entities with the numbers of which words say that they are the sum of a number in each object of a list. */
export function withSums({ entities, values }: LineReading, resources: readonly Resource[]): LineReading {
  return {
    values,
    entities: entities.map((entity, index) => {
      const resource = resources[index];
      return resource ? withSum(entity, values, resource) : entity;
    }),
  };
}

const sumText =
  /\b([\w ]+?) (?:is|are) (?:automatically )?(?:calculated|computed|determined|derived) (?:from|as|by|using) (?:the )?(?:sum|total|adding|summing)(?: up)?(?: of)?(?: all| each| every)?(?: the| its)? ([\w ]+)/i;

function withSum(entity: Entity, values: readonly ValueObject[], { inputs }: Resource): Entity {
  if (entity.fields.some(({ meaning }) => meaning.kind === "total")) return entity;
  const making = inputs.filter(({ creates }) => creates);
  const given = new Set(inputs.flatMap(({ schema }) => schema.properties.map(({ name }) => name)));
  const sentences = making.flatMap(({ shape }) => shape.operation.description.split(/[.\n;]+/));
  for (const sentence of sentences) {
    const [, subject = "", object = ""] = sumText.exec(sentence) ?? [];
    const summed = entity.fields.find(
      (field) => !given.has(field.name) && isNumber(field) && endsWith(subject, field.name),
    );
    const meaning = summed && sumOver(entity, values, summed, object);
    if (meaning && making.every(({ schema }) => schema.properties.some(({ name }) => name === meaning.over)))
      return {
        ...entity,
        fields: entity.fields.map((field) => (field === summed ? sum(field, meaning) : field)),
      };
  }
  return entity;
}

function sum({ unfilled: _, default: __, ...field }: Field, meaning: Total): Field {
  return { ...field, meaning, nullable: false, missing: "never" };
}

/** The one list whose objects have such a number, each for sure. */
function sumOver(
  { fields }: Entity,
  values: readonly ValueObject[],
  { meaning: of }: Field,
  object: string,
): Total | undefined {
  const found = fields.flatMap(({ name: over, meaning }): readonly Total[] => {
    const value = meaning.kind === "objects" ? values.find(({ name }) => name === meaning.value) : undefined;
    const member = value?.fields.find(
      (field) =>
        isNumber(field) &&
        startsWith(object, field.name) &&
        value.given.some((each) => each.field === field.name && each.required),
    );
    const type = member?.meaning.kind === "scalar" ? member.meaning.type : undefined;
    const isSame = of.kind === "scalar" && of.type === type;
    return member && type && isSame
      ? [{ kind: "total", type, over, price: { of: "line", field: member.name }, said: true }]
      : [];
  });
  return found.length === 1 ? found[0] : undefined;
}

function isNumber({ meaning, nullable }: Field): boolean {
  return !nullable && meaning.kind === "scalar" && (meaning.type === "integer" || meaning.type === "number");
}

function wordsOf(text: string): readonly string[] {
  return splitWords(text).map((word) => singular(word.toLowerCase()));
}

/** Whether what words speak of at their end is a field: `Total capacity`. */
export function endsWith(text: string, name: string): boolean {
  const [words, own] = [wordsOf(text), wordsOf(name)];
  return own.length > 0 && words.slice(-own.length).join(" ") === own.join(" ");
}

function startsWith(text: string, name: string): boolean {
  const [words, own] = [wordsOf(text), wordsOf(name)];
  return own.length > 0 && words.slice(0, own.length).join(" ") === own.join(" ");
}
