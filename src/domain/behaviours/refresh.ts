import { credentialAnswer, tokenBody } from "../bodies.ts";
import { accountEntity, type BehaviourRule } from "../draft.ts";
import { evidence, step } from "../evidence.ts";

/** A refresh token is traded for a fresh credential. */
export const refresh: BehaviourRule = {
  kind: "refresh",
  rank: 12,
  recognise(shape, draft) {
    const found = draft.accounts?.sessions.refresh;
    const entity = accountEntity(draft);
    if (!found || found.shape !== shape || !entity) return undefined;
    const { from, rotates, reading } = found;
    const common = {
      kind: "refresh",
      entity: entity.name,
      rotates,
      answer: credentialAnswer(shape, draft),
    } as const;
    const out = `${reading.tokenField ?? "a token"} out${rotates ? ", and the next refresh token" : ""}`;
    if ("cookie" in from)
      return {
        behaviour: { ...common, cookie: from.cookie },
        evidence: evidence(
          `the cookie ${from.cookie} in, ${out}`,
          step("operation", shape.operation.span),
          step("answer", shape.answer.span),
        ),
      };
    const body = tokenBody(shape, from.field, draft);
    if (!body) return undefined;
    return {
      behaviour: { ...common, body, tokenField: from.field },
      evidence: evidence(
        `${from.field} in, ${out}`,
        step("request body", shape.body?.span ?? shape.operation.span),
        step("answer", shape.answer.span),
      ),
    };
  },
};
