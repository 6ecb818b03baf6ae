import { plural, singular, splitWords } from "#base";
import type { Behaviour } from "./behaviour.ts";
import type { Entity, Field } from "./domain.ts";
import { type Draft, entityNamed } from "./draft.ts";
import { fieldOf } from "./fields.ts";
import { sameElement } from "./names.ts";
import { isSameSchema } from "./schemas.ts";

/**
 * A number that says how many rows of another entity there are, or what they come to, and that nothing works out: a filter
 * would compare it with what was true once, and whoever makes or loads the row would say it.
 */
export function unheededCount(behaviour: Behaviour, draft: Draft): string | undefined {
  if (!("entity" in behaviour)) return undefined;
  const entity = entityNamed(draft, behaviour.entity);
  if (!entity) return undefined;
  const compared = behaviour.kind === "list" ? comparedFields(behaviour, entity) : [];
  for (const field of [...compared, ...givenFields(behaviour, entity), ...shownFields(behaviour, entity)]) {
    const counted = countedBy(field, entity, draft);
    if (counted !== undefined)
      return `${field.name} tells how many ${counted} there are, and nothing counts them`;
    const averaged = averagedBy(field, entity, draft);
    if (averaged !== undefined)
      return `${field.name} tells the average ${averaged}, and nothing works it out`;
  }
  return undefined;
}

function givenFields(behaviour: Behaviour, entity: Entity): readonly Field[] {
  if (!("body" in behaviour)) return [];
  return behaviour.body.fields.flatMap(({ field }) => fieldOf(entity, field) ?? []);
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

const countWords: ReadonlySet<string> = new Set(["count", "counts"]);
/** Words that count what follows them, where that is in the plural: `day_number` counts nothing. */
const leadingWords: ReadonlySet<string> = new Set(["number", "num", "nb", "total"]);

/** What a whole number that no body gives is called as the count of: `posts_count`, `count_post`, `numberOfPosts`. */
function countedBy({ name, meaning }: Field, own: Entity, draft: Draft): string | undefined {
  if (meaning.kind !== "scalar" || meaning.type !== "integer") return undefined;
  const rest = countedWords(splitWords(name));
  if (rest.length === 0) return undefined;
  if (isMeant(name, own, draft)) return undefined;
  const counted = draft.resources.find(
    (resource) =>
      resource.name !== own.name &&
      [
        resource.name,
        ...resource.collections.map((path) => path.split("/").findLast((part) => part !== "") ?? ""),
      ].some((each) => sameElement(splitWords(each).join("_"), rest.join("_"))),
  );
  const below = draft.entities.some((entity) => isBelow(entity, own) && isCalled(entity, rest));
  return counted || below ? plural(rest.join("_")).replaceAll("_", " ") : undefined;
}

const averageWords: ReadonlySet<string> = new Set(["average", "avg", "mean"]);

/** What a number is called as the average of, that rows below the row have: `averageRating`, where reviews have a rating. */
function averagedBy({ name, meaning }: Field, own: Entity, draft: Draft): string | undefined {
  if (meaning.kind !== "scalar" || (meaning.type !== "number" && meaning.type !== "integer"))
    return undefined;
  const words = splitWords(name);
  const rest = words.filter((word) => !averageWords.has(word));
  if (rest.length === 0 || rest.length === words.length || isMeant(name, own, draft)) return undefined;
  const having = draft.entities.find(
    (entity) =>
      isBelow(entity, own) && entity.fields.some((field) => splitWords(field.name).join() === rest.join()),
  );
  return having && `${rest.join(" ")} of ${plural(splitWords(having.name).join("_")).replaceAll("_", " ")}`;
}

/** Whether bodies are meant to give a field: not where they are no other schema than rows are answered in. */
function isMeant(field: string, own: Entity, { resources }: Draft): boolean {
  const resource = resources.find(({ name }) => name === own.name);
  return (resource?.inputs ?? []).some(
    ({ schema }) =>
      schema.properties.some(({ name }) => name === field) &&
      !resource?.answers.some((answer) => isSameSchema(answer.schema, schema)),
  );
}

/** Whether rows lie below those of another entity, or name one by its key. */
function isBelow({ name, parent, fields }: Entity, above: Entity): boolean {
  if (name === above.name) return false;
  const key = splitWords(above.name).join(" ");
  return (
    parent?.entity === above.name || fields.some((field) => splitWords(field.name).join(" ") === `${key} id`)
  );
}

function isCalled({ name }: Entity, words: readonly string[]): boolean {
  const own = splitWords(name);
  return sameElement(own.slice(-words.length).join("_"), words.join("_"));
}

function countedWords(words: readonly string[]): readonly string[] {
  const [first = "", ...more] = words;
  const last = more.at(-1) ?? "";
  if (leadingWords.has(first) && singular(last) !== last) return more.filter((word) => word !== "of");
  const rest = words.filter((word) => !countWords.has(word));
  return rest.length === words.length ? [] : rest;
}
