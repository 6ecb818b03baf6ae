import { snakeCase } from "#base";
import type { Entity, Field } from "./domain.ts";
import { evidence, step } from "./evidence.ts";
import type { Resource } from "./resources.ts";
import type { OperationShape } from "./shapes.ts";

const softText =
  /\b(?:soft(?:ly)?|logical(?:ly)?)[- ]?delet(?:es?|ed|ing|ion)\b|\bmark(?:s|ed)? as deleted\b|\bnot physically (?:removed|deleted)\b/i;

/** Whether words say that a deleted row is only marked, and kept. */
export function saysSoftly({ operation }: Pick<OperationShape, "operation">): string | undefined {
  return softText.exec(`${operation.summary}\n${operation.description}`)?.[0];
}

/** Where deleted rows stay, unseen: the time at which each was deleted, which no answer shows. */
export function keptAfterDeletion(resource: Resource, fields: readonly Field[]): Entity["keepsDeleted"] {
  const deletion = resource.shapes.find(
    (shape) => shape.operation.method === "delete" && shape.place.kind === "item" && saysSoftly(shape),
  );
  if (!deletion) return undefined;
  // What answers show of a deletion is theirs to say.
  if (fields.some(({ name }) => snakeCase(name) === "deleted_at")) return undefined;
  return {
    evidence: evidence(
      "deleted rows are kept, marked and unseen",
      step(`it says "${saysSoftly(deletion)}"`, deletion.operation.span),
    ),
  };
}

/** Why a row cannot be only marked: what becomes of all that hangs on it nothing says. */
export function whyNotMarked(
  entity: Entity,
  entities: readonly Entity[],
  account: Entity | undefined,
): string | undefined {
  if (entity === account) return "what a deleted account that is kept may still do is not said";
  const below = entities.find(({ parent }) => parent?.entity === entity.name);
  if (below) return `what becomes of the ${below.name} rows below one that is only marked is not said`;
  const unique = entity.fields.find((field) => field.unique && field.meaning.kind === "scalar");
  return unique && `whether another row may have the ${unique.name} of one that is only marked is not said`;
}
