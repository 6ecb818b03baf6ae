import { answerShape } from "../bodies.ts";
import { type BehaviourRule, entityOf } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { parentRow } from "../parents.ts";

/** Takes one row away, with what belongs to it. */
export const deleteRow: BehaviourRule = {
  kind: "delete",
  rank: 63,
  recognise(shape, draft) {
    const { operation, place } = shape;
    const entity = entityOf(shape, draft);
    if (!entity || operation.method !== "delete" || place.kind !== "item" || !place.parameter)
      return undefined;
    const parent = parentRow(shape, entity, draft);
    return {
      behaviour: {
        kind: "delete",
        entity: entity.name,
        parameter: place.parameter,
        ...(parent && { parent }),
        answer: answerShape(shape, draft),
      },
      evidence: evidence(`takes one ${entity.name} away`, step("DELETE on an item path", operation.span)),
    };
  },
};
