import type { Entity, Field } from "./domain.ts";
import { accountEntity, type Draft } from "./draft.ts";
import { isKeyWithin, primaryField } from "./identity.ts";

/** What a copy of a row takes over, or why it cannot be told. */
export type Copied =
  | { readonly kind: "fields"; readonly fields: readonly string[] }
  | { readonly kind: "unknown"; readonly why: string };

/** What may be given of a new row is alike; what is made here is made anew. */
export function copiedFields(entity: Entity, draft: Draft): Copied {
  const index = draft.entities.indexOf(entity);
  const making = draft.resources[index]?.inputs.filter(({ creates }) => creates) ?? [];
  const given = new Set(making.flatMap(({ schema }) => schema.properties.map(({ name }) => name)));
  if (making.length === 0)
    return unknown(`no operation makes ${entity.name} rows, of which one would be another`);
  if (entity.kinds || entity.cells) return unknown(`${entity.name} rows are of several kinds`);
  if (draft.fileReads.some(({ resource }) => resource === draft.resources[index]))
    return unknown(`whether its files are copied nothing says`);
  const fields: string[] = [];
  for (const field of entity.fields) {
    const why = whyNotCopied(entity, field, given.has(field.name), draft);
    if (why !== undefined) return unknown(why);
    if (isCopied(entity, field, given.has(field.name))) fields.push(field.name);
  }
  return { kind: "fields", fields };
}

function isCopied(entity: Entity, field: Field, given: boolean): boolean {
  if (field === primaryField(entity)) return false;
  const { kind } = field.meaning;
  return given && (kind === "scalar" || kind === "enum" || kind === "json");
}

function whyNotCopied(entity: Entity, field: Field, given: boolean, draft: Draft): string | undefined {
  const { name, meaning, unique } = field;
  if (unique && given && meaning.kind === "scalar" && !isKeyWithin(entity, field))
    return `${name} is another one in every ${entity.name}, and what it is in a copy nothing says`;
  switch (meaning.kind) {
    case "values":
    case "objects":
    case "total":
      return `the copying of ${name}, which is kept beside the row, is not written yet`;
    case "slug":
    case "code":
    case "password":
    case "file-address":
      return `${name} is not copied, and how a copy gets its own is not written yet`;
    default:
      return field.refersTo?.entity === entity.name || entity === accountEntity(draft)
        ? `${entity.name} rows name others of their own, and which a copy names nothing says`
        : undefined;
  }
}

function unknown(why: string): Copied {
  return { kind: "unknown", why };
}
