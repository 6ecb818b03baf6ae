import { captchasOf } from "../captchas.ts";
import type { BehaviourRule } from "../draft.ts";
import { evidence, step } from "../evidence.ts";

/** What no other behaviour fits: left open, and said so. */
export const custom: BehaviourRule = {
  kind: "custom",
  rank: 100,
  recognise(shape, { contract }) {
    const [captcha] = captchasOf(contract, shape);
    const reason = captcha
      ? `nothing says how ${captcha.name} is checked`
      : shape.answer.kind === "row" || shape.answer.kind === "rows"
        ? "its answer belongs to no entity that the contract keeps"
        : "nothing in the contract says what it does to the data";
    return {
      behaviour: { kind: "custom", reason },
      evidence: evidence(reason, step("operation", shape.operation.span)),
    };
  },
};
