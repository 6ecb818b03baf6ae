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
    const body = found && tokenBody(shape, found.field, draft);
    if (!found || found.shape !== shape || !entity || !body) return undefined;
    const rotates = found.reading.parts.some(({ is }) => is.kind === "refresh");
    return {
      behaviour: {
        kind: "refresh",
        entity: entity.name,
        body,
        tokenField: found.field,
        rotates,
        answer: credentialAnswer(shape, draft),
      },
      evidence: evidence(
        `${found.field} in, ${found.reading.tokenField ?? "a token"} out${rotates ? ", and the next refresh token" : ""}`,
        step("request body", shape.body?.span ?? shape.operation.span),
        step("answer", shape.answer.span),
      ),
    };
  },
};
