import { plural, singular, splitWords } from "#base";
import type { Behaviour } from "./behaviour.ts";
import type { Entity, Field } from "./domain.ts";
import { type Draft, entityNamed } from "./draft.ts";
import { fieldOf } from "./fields.ts";
import { sameElement } from "./names.ts";

/**
 * A number that says how many rows of another entity there are, and that nothing counts: a filter would compare it with
 * what was true once, and of rows that a loader makes the loader would say it.
 */
export function unheededCount(behaviour: Behaviour, draft: Draft): string | undefined {
  if (!("entity" in behaviour)) return undefined;
  const entity = entityNamed(draft, behaviour.entity);
  if (!entity) return undefined;
  const compared = behaviour.kind === "list" ? comparedFields(behaviour, entity) : [];
  const shown = isMade(entity, draft) ? [] : shownFields(behaviour, entity);
  for (const field of [...compared, ...shown]) {
    const counted = countedBy(field, entity, draft);
    if (counted !== undefined)
      return `${field.name} tells how many ${counted} there are, and nothing counts them`;
  }
  return undefined;
}

function comparedFields(
  { filters, sorting }: Behaviour & { readonly kind: "list" },
  entity: Entity,
): readonly Field[] {
  const names = [
    ...filters.flatMap(({ by }) => (by.kind === "field" || by.kind === "range" ? [by.field] : [])),
    ...(sorting?.choices.map(({ field }) => field) ?? []),
  ];
  return names.flatMap((name) => fieldOf(entity, name) ?? []);
}

function shownFields(behaviour: Behaviour, entity: Entity): readonly Field[] {
  if (!("answer" in behaviour) || !("representation" in behaviour.answer)) return [];
  const { representation } = behaviour.answer;
  const form = entity.representations.find(({ name }) => name === representation);
  return form?.fields.flatMap(({ field }) => fieldOf(entity, field) ?? []) ?? [];
}

/** Whether some operation that is derived makes such rows: it answers for what they hold. */
function isMade({ name }: Entity, { resources, openlyMade }: Draft): boolean {
  const makes = resources.some(
    (resource) => resource.name === name && resource.inputs.some(({ creates }) => creates),
  );
  return makes && openlyMade?.has(name) !== true;
}

const countWords: ReadonlySet<string> = new Set(["count", "counts"]);
/** Words that count what follows them, where that is in the plural: `day_number` counts nothing. */
const leadingWords: ReadonlySet<string> = new Set(["number", "num", "nb", "total"]);

/** What a whole number that no body gives is called as the count of: `posts_count`, `count_post`, `numberOfPosts`. */
function countedBy({ name, meaning }: Field, own: Entity, draft: Draft): string | undefined {
  if (meaning.kind !== "scalar" || meaning.type !== "integer") return undefined;
  const rest = countedWords(splitWords(name));
  if (rest.length === 0) return undefined;
  const index = draft.resources.findIndex((resource) => resource.name === own.name);
  const given = draft.resources[index]?.inputs.flatMap(({ schema }) => schema.properties) ?? [];
  if (given.some((property) => property.name === name)) return undefined;
  const counted = draft.resources.find(
    (resource) =>
      resource.name !== own.name &&
      [
        resource.name,
        ...resource.collections.map((path) => path.split("/").findLast((part) => part !== "") ?? ""),
      ].some((each) => sameElement(splitWords(each).join("_"), rest.join("_"))),
  );
  return counted && plural(rest.join("_")).replaceAll("_", " ");
}

function countedWords(words: readonly string[]): readonly string[] {
  const [first = "", ...more] = words;
  const last = more.at(-1) ?? "";
  if (leadingWords.has(first) && singular(last) !== last) return more.filter((word) => word !== "of");
  const rest = words.filter((word) => !countWords.has(word));
  return rest.length === words.length ? [] : rest;
}
