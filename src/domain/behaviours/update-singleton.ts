import { answerShape, bodyShape } from "../bodies.ts";
import type { BehaviourRule } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { singletonOf } from "../singleton-entity.ts";

/** Changes the one document that there is at a path. */
export const updateSingleton: BehaviourRule = {
  kind: "update-singleton",
  rank: 48,
  recognise(shape, draft) {
    const found = singletonOf(shape, draft);
    const body = found?.singleton.changes.includes(shape) ? bodyShape(shape, draft) : undefined;
    if (!found || !body) return undefined;
    const { entity, singleton, own } = found;
    const isPatch = shape.operation.method === "patch" || body.fields.every(({ required }) => !required);
    return {
      behaviour: {
        kind: "update-singleton",
        entity: entity.name,
        ...(own && { own }),
        mode: isPatch ? "patch" : "replace",
        body,
        answer: answerShape(shape, draft),
      },
      evidence: evidence(
        `${isPatch ? "changes the given fields of" : "replaces"} the one ${entity.name} ${own ? "of the caller" : "that there is"}`,
        step("a body at a path without parameters", shape.operation.span),
        step(`${singleton.read.operation.id} shows it`, singleton.read.operation.span),
      ),
    };
  },
};
