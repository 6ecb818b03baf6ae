import { answerShape } from "../bodies.ts";
import type { BehaviourRule } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { singletonOf } from "../singleton-entity.ts";

/** The one document that there is at a path. */
export const readSingleton: BehaviourRule = {
  kind: "read-singleton",
  rank: 47,
  recognise(shape, draft) {
    const found = singletonOf(shape, draft);
    if (!found || found.singleton.read !== shape) return undefined;
    const { entity, singleton, own } = found;
    return {
      behaviour: {
        kind: "read-singleton",
        entity: entity.name,
        ...(own && { own }),
        answer: answerShape(shape, draft),
      },
      evidence: evidence(
        own ? `the one ${entity.name} of the caller` : `the one ${entity.name} that there is`,
        step("an object at a path without parameters", shape.operation.span),
        ...singleton.changes.map(({ operation }) => step(`${operation.id} changes it`, operation.span)),
      ),
    };
  },
};
