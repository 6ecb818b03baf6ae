import { answerShape } from "../bodies.ts";
import { type BehaviourRule, entityNamed } from "../draft.ts";

/** One half of a toggle pair: callers enter or leave a relation to a row. */
export const membership: BehaviourRule = {
  kind: "membership",
  rank: 30,
  recognise(shape, draft) {
    const found = draft.memberships.find(({ add, remove }) => add === shape || remove === shape);
    const entity = found && entityNamed(draft, found.relation.target);
    const parameter = shape.place.above?.parameter;
    if (!found || !entity || parameter === undefined) return undefined;
    return {
      behaviour: {
        kind: "membership",
        action: found.add === shape ? "add" : "remove",
        relation: found.relation.name,
        entity: entity.name,
        parameter,
        answer: answerShape(shape, draft),
      },
      evidence: found.relation.evidence,
    };
  },
};
