import { splitWords } from "#base";
import type { Contract, Property } from "#contract";
import type { Need } from "./behaviour.ts";
import { sharesStem, stem } from "./names.ts";
import { propertySchema } from "./shapes.ts";
import { lineAbout } from "./text-lines.ts";

/**
 * Fields that are required where another one has a certain value, as their descriptions or a line of the text say it: "required if purchasing
 * tickets for special events", "mandatory when `kind` is `gift`". The words must speak of exactly one value of one field,
 * and of that field, or stand in the name of the one that is required: else nothing is asked for.
 */
export function readNeeds(contract: Contract, properties: readonly Property[], text = ""): readonly Need[] {
  const choices = properties.flatMap((property) => {
    const { enum: values = [], nullable } = propertySchema(contract, property.schema);
    const texts = values.filter((value) => typeof value === "string");
    const isTold = property.required && !nullable && texts.length > 1 && texts.length === values.length;
    return isTold ? [{ name: property.name, values: texts }] : [];
  });
  return properties.flatMap((property): readonly Need[] => {
    const { description, nullable, default: fallback } = propertySchema(contract, property.schema);
    const clause = clauseOf(description) ?? clauseOf(lineAbout(text, property.name));
    if (property.required || nullable || fallback !== undefined || clause === undefined) return [];
    const spoken = choices
      .filter(({ name }) => name !== property.name)
      .flatMap(({ name, values }) =>
        values
          .filter((value) => speaks(clause, value))
          .map((is) => ({ field: property.name, where: name, is })),
      );
    const [need, ...others] = spoken;
    if (!need || others.length > 0) return [];
    const isSure =
      isQuoted(clause, need.is) || sharesStem(clause, need.where) || sharesStem(property.name, need.is);
    return isSure ? [need] : [];
  });
}

const needText =
  /\b(?:required|mandatory|compulsory|needed|must be (?:given|set|sent|provided|present|specified))\b(?: only)?,? (?:if|when|whenever|for|where|in case)\b([^.;\n]*)/i;
const otherText = /\b(?:not|unless|except|other than|without|or|any)\b/i;

/** The words that say when a field is required; undefined where they say more than one thing. */
function clauseOf(description: string): string | undefined {
  const clause = needText.exec(description)?.[1];
  return clause === undefined || otherText.test(clause) ? undefined : clause;
}

function speaks(clause: string, value: string): boolean {
  if (isQuoted(clause, value)) return true;
  const words = splitWords(value);
  const spoken = new Set(splitWords(clause).map(stem));
  return words.length > 0 && words.every((word) => word.length > 2 && spoken.has(stem(word)));
}

function isQuoted(clause: string, value: string): boolean {
  return ["`", "'", '"', "*"].some((sign) => clause.includes(`${sign}${value}${sign}`));
}
