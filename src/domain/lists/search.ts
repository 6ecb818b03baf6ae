import { splitWords } from "#base";
import type { Parameter } from "#contract";
import type { Entity, Field } from "../domain.ts";
import { sameName, stem } from "../names.ts";

const searchNames = ["q", "query", "search", "search_term", "search_text", "search_query", "keyword", "term"];
/** Words of a language that a search may have, which is more than a text to look for. */
const languageText =
  /\b(?:syntax|operators?|regex|regular expressions?|wildcards?|lucene|fuzzy|full[- ]text|relevance|boolean|exact|prefix|starts with)\b/i;

/** What is no more than a text that is looked for, however grand it is called: where it is looked for is said. */
const plainText = /\bfull[- ]?text (?:keyword )?search (?=across|in|over|on|of)\b/gi;

/** The texts of a row that a search looks into: those that the description names, else all that answers show. */
export function readSearch({ name, description }: Parameter, entity: Entity, line: string): readonly Field[] {
  const said = description.replaceAll(plainText, "search ");
  const isPlain = ![said, line.replaceAll(plainText, "search ")].some((text) => languageText.test(text));
  if (!searchNames.some((each) => sameName(each, name)) || !isPlain) return [];
  const listed = listedFields(said, entity);
  if (listed.length > 0) return listed;
  const shown = new Set(entity.representations.flatMap(({ fields }) => fields.map(({ field }) => field)));
  const texts = entity.fields.filter(
    ({ name: field, meaning }) => meaning.kind === "scalar" && meaning.type === "string" && shown.has(field),
  );
  const keys = entity.fields.filter(
    ({ name: field, meaning }) =>
      meaning.kind === "identity" && meaning.type === "string" && shown.has(field),
  );
  const plain = texts.filter(({ name: field }) => !/^(?:u?u?id|guid)$/.test(splitWords(field).at(-1) ?? ""));
  const named = new Set([...ownLines(description, entity).matchAll(/`([^`\n]+)`/g)].map(([, word]) => word));
  // Keys are searched where the text names them, and not otherwise.
  const told = [...texts, ...keys].filter((field) => named.has(field.name));
  if (told.length > 0) return told;
  const spoken = [...spokenFields(description, entity, texts), ...spokenFields(line, entity, texts)];
  return spoken.length > 0 ? [...new Set(spoken)] : plain;
}

const intoText =
  /\b(?:search(?:es|ed|ing)?|looks?|filters?|match(?:es)?) (?:\w+ ){0,3}?(?:by|in|into)\b([^.;\n(]*)/i;

/** The same in other languages: `Recherche par nom ou email`, `Buscar por nombre`. */
const foreignText =
  /(?<!\p{L})(?:recherche[rs]?|filtre[rs]?|busca[rs]?|búsqueda|busqueda|pesquisa[rs]?|procura[rs]?|filtra[rs]?|ricerca|cerca|suchen?|sucht|filtern?) (?:\p{L}+ ){0,3}?(?:par|por|per|nach|in|im|dans|en)(?!\p{L})([^.;\n(]*)/iu;

/** The fields that words say a search looks into: "search by crate label or memo". */
function spokenFields(text: string, entity: Entity, texts: readonly Field[]): readonly Field[] {
  const said = (intoText.exec(text) ?? foreignText.exec(text))?.[1];
  if (said === undefined) return [];
  const own = new Set(splitWords(entity.name).map(stem));
  const words = new Set(
    splitWords(said)
      .map(stem)
      .filter((word) => !own.has(word)),
  );
  return texts.filter(({ name }) => splitWords(name).every((word) => words.has(stem(word))));
}

/** `across title, street_name and description`: the texts of the entity among what is listed. */
function listedFields(description: string, entity: Entity): readonly Field[] {
  const [, list = ""] =
    /\bsearch(?:es|ed)? (?:across|in|over) ((?:\w+(?:,? and |,? or |, )?){2,})/i.exec(description) ?? [];
  const words = new Set(list.split(/[^\w]+/));
  return entity.fields.filter(
    ({ name, meaning }) => meaning.kind === "scalar" && meaning.type === "string" && words.has(name),
  );
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
