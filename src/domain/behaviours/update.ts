import type { BodyShape, Moves } from "../behaviour.ts";
import { answerShape, bodyShape } from "../bodies.ts";
import type { Entity } from "../domain.ts";
import { type BehaviourRule, entityOf } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { fieldOf } from "../fields.ts";
import { parentRow } from "../parents.ts";
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
    if (!entity || !body || place.kind !== "item" || !place.parameter) return undefined;
    if (!["put", "patch", "post"].includes(operation.method) || place.act === "delete") return undefined;
    const parent = parentRow(shape, entity, draft);
    const moves = readMoves(shape, entity, body);
    const mode =
      operation.method === "patch" || body.fields.every(({ required }) => !required) ? "patch" : "replace";
    return {
      behaviour: {
        kind: "update",
        entity: entity.name,
        parameter: place.parameter,
        ...(parent && { parent }),
        mode,
        body,
        ...(moves && { moves }),
        answer: answerShape(shape, draft),
      },
      evidence: evidence(
        mode === "patch" ? `changes the given fields of one ${entity.name}` : `replaces one ${entity.name}`,
        step("item path with a body", operation.span),
        ...(moves ? [step(`its text draws what ${moves.field} may become as arrows`, operation.span)] : []),
        step(
          mode === "patch" ? "no field is required" : "fields are required",
          shape.body?.span ?? operation.span,
        ),
      ),
    };
  },
};

/** What the one field of a body may become, and from what; a new row must be in a state that is known. */
function readMoves({ operation }: OperationShape, entity: Entity, { fields }: BodyShape): Moves | undefined {
  const [given, ...others] = fields;
  const field = given && others.length === 0 ? fieldOf(entity, given.field) : undefined;
  if (field?.meaning.kind !== "enum" || field.nullable) return undefined;
  if (!field.optional || field.default === undefined) return undefined;
  const allowed = readAllMoves(operation, field.meaning.values);
  return allowed && { field: field.name, allowed };
}
