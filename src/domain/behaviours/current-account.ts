import { answerShape } from "../bodies.ts";
import { accountEntity, type BehaviourRule, entityOf } from "../draft.ts";
import { evidence, step } from "../evidence.ts";

/** Callers read their own account. */
export const currentAccount: BehaviourRule = {
  kind: "current-account",
  rank: 20,
  recognise(shape, draft) {
    const { operation, place, answer } = shape;
    const entity = accountEntity(draft);
    if (!entity || entityOf(shape, draft) !== entity) return undefined;
    if (
      operation.method !== "get" ||
      place.kind !== "literal" ||
      answer.kind !== "row" ||
      operation.security.length === 0
    )
      return undefined;
    return {
      behaviour: { kind: "current-account", entity: entity.name, answer: answerShape(shape, draft) },
      evidence: evidence(
        `one ${entity.name} at a path that names none, for those signed in`,
        step("path without a parameter, security required", operation.span),
        step(`answers what ${draft.accounts?.login.operation.id ?? "login"} answers`, answer.span),
      ),
    };
  },
};
