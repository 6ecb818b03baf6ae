import { bodyShape, credentialAnswer } from "../bodies.ts";
import { type BehaviourRule, entityOf } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { queryBody } from "../query-login.ts";

/** Someone trades a password for a credential. */
export const login: BehaviourRule = {
  kind: "login",
  rank: 10,
  recognise(shape, draft) {
    const { accounts } = draft;
    const query = accounts?.query;
    const body = query ? queryBody(query) : bodyShape(shape, draft);
    const entity = entityOf(shape, draft);
    if (!accounts || accounts.login !== shape || !body || !entity) return undefined;
    return {
      behaviour: {
        kind: "login",
        entity: entity.name,
        ...(query && { byQuery: true }),
        body,
        answer: credentialAnswer(shape, draft),
      },
      evidence: evidence(
        `${accounts.loginField} and ${accounts.passwordField} in, ${accounts.tokenField} out`,
        step(query ? "query" : "request body", shape.body?.span ?? shape.operation.span),
        step("answer", shape.answer.span),
      ),
    };
  },
};
