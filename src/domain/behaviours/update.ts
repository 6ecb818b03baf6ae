import type { BodyShape, Moves } from "../behaviour.ts";
import { answerShape, bodyShape } from "../bodies.ts";
import type { Entity } from "../domain.ts";
import { type BehaviourRule, type Draft, entityOf } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { fieldOf } from "../fields.ts";
import { sameName } from "../names.ts";
import { parentOfRow, parentRow } from "../parents.ts";
import { isBelowRow } from "../places.ts";
import { namedEntity } from "../references.ts";
import type { OperationShape } from "../shapes.ts";
import { readAllMoves } from "../stated-moves.ts";

/** Changes one row. What decides between patch and replace is the body: where no field is required, the rest stays. */
export const update: BehaviourRule = {
  kind: "update",
  rank: 62,
  recognise(shape, draft) {
    const { operation, place } = shape;
    const entity = entityOf(shape, draft);
    const body = bodyShape(shape, draft);
    const part = entity && body && namedPart(shape, entity, body, draft);
    const parameter = part === undefined ? place.parameter : place.above?.parameter;
    if (!entity || !body || (place.kind !== "item" && part === undefined) || parameter === undefined)
      return undefined;
    if (!["put", "patch", "post"].includes(operation.method) || place.act === "delete") return undefined;
    const parent = part === undefined ? parentRow(shape, entity, draft) : parentOfRow(shape, entity, draft);
    const moves = readMoves(shape, entity, body);
    const mode =
      operation.method === "patch" || body.fields.every(({ required }) => !required) ? "patch" : "replace";
    return {
      behaviour: {
        kind: "update",
        entity: entity.name,
        parameter,
        ...(parent && { parent }),
        ...(part !== undefined && { part }),
        mode,
        body,
        ...(moves && { moves }),
        answer: answerShape(shape, draft),
      },
      evidence: evidence(
        part === undefined
          ? mode === "patch"
            ? `changes the given fields of one ${entity.name}`
            : `replaces one ${entity.name}`
          : `says which row the ${part} of one ${entity.name} names`,
        step(
          part === undefined ? "item path with a body" : `its path says that ${part} of the row changes`,
          operation.span,
        ),
        ...(moves ? [step(`its text draws what ${moves.field} may become as arrows`, operation.span)] : []),
        step(
          mode === "patch" ? "no field is required" : "fields are required",
          shape.body?.span ?? operation.span,
        ),
      ),
    };
  },
};

/** The one field of a body, where it names a row and the last word of the path, below the row, is called after it. */
function namedPart(
  shape: OperationShape,
  entity: Entity,
  { fields }: BodyShape,
  draft: Draft,
): string | undefined {
  const { place, operation } = shape;
  const own = draft.resources[draft.entities.indexOf(entity)]?.collections;
  if (!isBelowRow(place) || !own?.includes(place.above?.collection ?? "")) return undefined;
  const [given, ...others] = fields;
  const field = given && others.length === 0 ? fieldOf(entity, given.field) : undefined;
  const target = field && namedEntity(field, entity, draft.entities);
  const isCalled =
    field &&
    [field.name, field.name.replace(/[_-]?(?:id|uuid)$/i, "")].some((each) => sameName(each, place.name));
  return target && isCalled && ["put", "patch"].includes(operation.method) ? field.name : undefined;
}

/** What the one field of a body, or the one of few values, may become, and from what; a new row must be in a state that is known. */
function readMoves({ operation }: OperationShape, entity: Entity, { fields }: BodyShape): Moves | undefined {
  const states = fields.filter(({ field }) => fieldOf(entity, field)?.meaning.kind === "enum");
  const [given, ...others] = fields.length === 1 ? fields : states;
  // What a body of several fields may leave out stays as it is.
  const isFree = fields.length === 1 || (operation.method === "patch" && given?.required === false);
  const field = given && others.length === 0 && isFree ? fieldOf(entity, given.field) : undefined;
  if (field?.meaning.kind !== "enum" || field.nullable) return undefined;
  if (!field.optional || field.default === undefined) return undefined;
  const allowed = readAllMoves(operation, field.meaning.values);
  return allowed && { field: field.name, allowed };
}
