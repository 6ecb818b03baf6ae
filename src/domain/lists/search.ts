import { splitWords } from "#base";
import type { Parameter } from "#contract";
import type { Entity, Field } from "../domain.ts";
import { sameName, stem } from "../names.ts";

const searchNames = ["q", "query", "search", "search_term", "search_text", "search_query", "keyword", "term"];
/** Words of a language that a search may have, which is more than a text to look for. */
const languageText =
  /\b(?:syntax|operators?|regex|regular expressions?|wildcards?|lucene|fuzzy|full[- ]text|relevance|boolean|exact|prefix|starts with)\b/i;

/** The texts of a row that a search looks into: those that the description names, else all that answers show. */
export function readSearch({ name, description }: Parameter, entity: Entity): readonly Field[] {
  if (!searchNames.some((each) => sameName(each, name)) || languageText.test(description)) return [];
  const shown = new Set(entity.representations.flatMap(({ fields }) => fields.map(({ field }) => field)));
  const texts = entity.fields.filter(
    ({ name: field, meaning }) => meaning.kind === "scalar" && meaning.type === "string" && shown.has(field),
  );
  const keys = entity.fields.filter(
    ({ name: field, meaning }) =>
      meaning.kind === "identity" && meaning.type === "string" && shown.has(field),
  );
  const named = new Set([...ownLines(description, entity).matchAll(/`([^`\n]+)`/g)].map(([, word]) => word));
  // Keys are searched where the text names them, and not otherwise.
  const told = [...texts, ...keys].filter((field) => named.has(field.name));
  return told.length > 0 ? told : texts;
}

/** The lines that speak of the entity, where the text tells kinds of rows apart. */
function ownLines(description: string, entity: Entity): string {
  const wanted = splitWords(entity.table).map(stem).join(" ");
  const lines = description.split("\n");
  const own = lines.filter((line) =>
    splitWords(line.split(":")[0] ?? "")
      .map(stem)
      .join(" ")
      .includes(wanted),
  );
  return own.length > 0 ? own.join("\n") : description;
}
