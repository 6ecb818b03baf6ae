import { recogniseConfirmation } from "../confirmation-rules.ts";
import type { BehaviourRule } from "../draft.ts";

/** The letter for that is sent once more. */
export const resendConfirmation: BehaviourRule = {
  kind: "resend-confirmation",
  rank: 19,
  recognise: (shape, draft) => recogniseConfirmation(shape, draft, "ask"),
};
