import { singular, snakeCase, splitWords } from "#base";
import type { Behaviour, BodyField } from "./behaviour.ts";
import type { Entity, Field } from "./domain.ts";
import type { Draft } from "./draft.ts";
import { fieldOf } from "./fields.ts";
import { looksUp } from "./key-list-fields.ts";
import { sameElement, sameName } from "./names.ts";

/** What a body names of other rows and nothing looks up: any text would do. */
export function namesUnseen(
  entity: Entity,
  behaviour: Behaviour & { readonly body: { readonly fields: readonly BodyField[] } },
  draft: Draft,
): string | undefined {
  for (const { field: name } of behaviour.body.fields) {
    const field = fieldOf(entity, name);
    if (field?.namesEach && looksUp(behaviour)) continue;
    const unseen =
      field &&
      (namesOneOfMany(field, entity, draft) ??
        namesSeveral(field, draft) ??
        fillsNothing(field, entity, behaviour.body.fields));
    if (unseen !== undefined) return unseen;
  }
  return undefined;
}

/** A key of a row of one of several kinds: `target_id`, beside a `target_type` that is the name of an entity. */
function namesOneOfMany({ name }: Field, { fields }: Entity, { entities }: Draft): string | undefined {
  const [, called] = /^(.+)_(?:id|key|uuid)$/.exec(snakeCase(name)) ?? [];
  if (called === undefined) return undefined;
  const kind = fields.find(({ name: other, meaning }) => {
    const isKind = sameName(other, `${called}_type`) || sameName(other, `${called}_kind`);
    return (
      isKind && meaning.kind === "enum" && meaning.values.some((value) => isEntity(String(value), entities))
    );
  });
  return kind && `the row that ${kind.name} and ${name} name together is not looked up`;
}

function isEntity(text: string, entities: readonly Entity[]): boolean {
  return entities.some(({ name }) => sameName(name, text));
}

/** A list of keys of rows that are kept: `area_ids`, or `evidence_file_ids` where there are files. */
function namesSeveral({ name, meaning }: Field, { entities, resources }: Draft): string | undefined {
  const isList = meaning.kind === "values" || (meaning.kind === "json" && meaning.shape.kind === "list");
  const [, called] = /^(.+)_ids$/.exec(snakeCase(name)) ?? [];
  if (!isList || called === undefined) return undefined;
  const words = splitWords(called);
  const named = entities.find((entity, index) => {
    const paths = resources[index]?.collections.map((path) =>
      singular(snakeCase(path.split("/").at(-1) ?? "")),
    );
    return [snakeCase(entity.name), ...(paths ?? [])].some((each) => endsWith(words, splitWords(each)));
  });
  return named && `the ${named.name} rows that ${name} names are not looked up`;
}

/** Keys that are given, `wardens_id`, where answers show the very rows, `wardens`, and nothing makes these of those. */
function fillsNothing({ name }: Field, entity: Entity, given: readonly BodyField[]): string | undefined {
  const [, called] = /^(.+)_(?:id|ids|key|keys|uuid|uuids)$/.exec(snakeCase(name)) ?? [];
  if (called === undefined) return undefined;
  const shown = entity.fields.find(
    ({ name: other, meaning, unread }) =>
      unread === undefined &&
      (meaning.kind === "json" || meaning.kind === "objects") &&
      sameElement(snakeCase(other), called) &&
      !given.some(({ field }) => field === other) &&
      entity.representations.some(({ fields }) => fields.some(({ field }) => field === other)),
  );
  return shown && `nothing fills ${shown.name}, which answers show, from ${name}`;
}

function endsWith(words: readonly string[], end: readonly string[]): boolean {
  return end.length > 0 && words.slice(-end.length).join(" ") === end.join(" ");
}
