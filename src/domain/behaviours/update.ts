import { answerShape, bodyShape } from "../bodies.ts";
import { type BehaviourRule, entityOf } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { parentRow } from "../parents.ts";

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
        answer: answerShape(shape, draft),
      },
      evidence: evidence(
        mode === "patch" ? `changes the given fields of one ${entity.name}` : `replaces one ${entity.name}`,
        step("item path with a body", operation.span),
        step(
          mode === "patch" ? "no field is required" : "fields are required",
          shape.body?.span ?? operation.span,
        ),
      ),
    };
  },
};
