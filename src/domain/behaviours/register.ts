import { bodyShape, credentialAnswer } from "../bodies.ts";
import { takeUnchecked } from "../captchas.ts";
import { type BehaviourRule, entityOf } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { asksSignedIn } from "../signed-in-words.ts";

/** Someone makes an account, without having one. */
export const register: BehaviourRule = {
  kind: "register",
  rank: 11,
  recognise(shape, draft) {
    const { accounts } = draft;
    const given = bodyShape(shape, draft);
    const body = given && takeUnchecked(given, draft.contract, shape, draft.settings);
    const entity = entityOf(shape, draft);
    if (!accounts || accounts.register !== shape || !body || !entity) return undefined;
    return {
      behaviour: { kind: "register", entity: entity.name, body, answer: credentialAnswer(shape, draft) },
      evidence: evidence(
        `POST without signing in, with what ${accounts.login.operation.id} takes and more`,
        step("request body", shape.body?.span ?? shape.operation.span),
        step("login", accounts.login.operation.span),
        ...(asksSignedIn(shape.operation)
          ? [step("its text asks for somebody signed in: nobody could be before", shape.operation.span)]
          : []),
      ),
    };
  },
};
