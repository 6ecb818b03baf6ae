import { splitWords } from "#base";
import type { Entity, Field, Representation } from "./domain.ts";

/** Entities in which each row that is shown inside another has what names it. */
export interface EmbeddedReading {
  readonly entities: readonly Entity[];
  /** Rows that would be shown and that nothing names, by entity and field: why not. */
  readonly unnamed: readonly { readonly entity: string; readonly field: string; readonly why: string }[];
}

/**
 * A row that answers show inside another one is the one that a given field names by its key: `book` by `bookId`. What
 * belongs to whoever made it has its own reading (`Owner`).
 */
export function nameEmbedded(entities: readonly Entity[]): EmbeddedReading {
  const unnamed: { entity: string; field: string; why: string }[] = [];
  const named = entities.map((entity): Entity => {
    const fields = entity.fields.map((field): Field => {
      if (!isEmbedded(entity, field)) return field;
      const found = nameOne(entity, field, entities);
      if (typeof found !== "string") return found;
      unnamed.push({ entity: entity.name, field: field.name, why: found });
      return field;
    });
    return { ...entity, fields };
  });
  return { entities: named, unnamed };
}

function isEmbedded({ owner }: Entity, { name, meaning }: Field): boolean {
  return meaning.kind === "reference" && owner?.field !== name;
}

/** The field with what names its row; or why nothing does. */
function nameOne(entity: Entity, field: Field, entities: readonly Entity[]): Field | string {
  const { meaning, name } = field;
  if (meaning.kind !== "reference") return field;
  const target = meaning.entity;
  const key = target === entity.name ? undefined : keyOf(entity, name, target);
  if (!key) return `nothing says which ${target} the ${name} of a ${entity.name} is`;
  if (shows(target, entity.name, entities, new Set()))
    return `a ${entity.name} shows a ${target} that shows a ${entity.name}`;
  const by = { ...meaning, by: key.name };
  const mayBeNone = key.nullable || key.missing !== "never" || key.refersTo?.onDelete === "empty";
  if (!mayBeNone) return { ...field, meaning: by, missing: "never" };
  if (field.nullable) return { ...field, meaning: by, missing: "null" };
  const isPromised = entity.representations.some((form) => promises(form, name));
  return isPromised
    ? `answers promise the ${name} of a ${entity.name}, and it may have none`
    : { ...field, meaning: by, missing: "absent" };
}

function promises({ fields }: Representation, name: string): boolean {
  return fields.some(({ field, required }) => field === name && required);
}

/** The given key of such a row: the one that is called like it, or the only one where no other is shown. */
function keyOf({ fields }: Entity, name: string, target: string): Field | undefined {
  const keys = fields.filter(({ refersTo }) => refersTo?.entity === target);
  const words = splitWords(name).join(" ");
  const called = keys.find((key) => splitWords(key.name).join(" ").startsWith(`${words} `));
  if (called) return called;
  const shown = fields.filter(({ meaning }) => meaning.kind === "reference" && meaning.entity === target);
  return keys.length === 1 && shown.length === 1 ? keys[0] : undefined;
}

/** Whether rows of one entity show rows of another, at any depth: two modules cannot each be made after the other. */
function shows(from: string, to: string, entities: readonly Entity[], seen: Set<string>): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  const fields = entities.find(({ name }) => name === from)?.fields ?? [];
  return fields.some(
    ({ meaning }) => meaning.kind === "reference" && shows(meaning.entity, to, entities, seen),
  );
}
