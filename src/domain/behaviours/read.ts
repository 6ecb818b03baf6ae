import { answerShape } from "../bodies.ts";
import { type BehaviourRule, entityOf } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { parentRow } from "../parents.ts";

/** One row, by what the path selects. */
export const read: BehaviourRule = {
  kind: "read",
  rank: 60,
  recognise(shape, draft) {
    const { operation, place, answer } = shape;
    const entity = entityOf(shape, draft);
    if (
      !entity ||
      operation.method !== "get" ||
      place.kind !== "item" ||
      answer.kind !== "row" ||
      !place.parameter
    )
      return undefined;
    const parent = parentRow(shape, entity, draft);
    return {
      behaviour: {
        kind: "read",
        entity: entity.name,
        parameter: place.parameter,
        ...(parent && { parent }),
        answer: answerShape(shape, draft),
      },
      evidence: evidence(
        `one ${entity.name} by ${place.parameter}`,
        step("item path", operation.span),
        step("answer", answer.span),
      ),
    };
  },
};
