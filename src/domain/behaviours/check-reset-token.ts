import type { BehaviourRule } from "../draft.ts";
import { recogniseReset } from "../reset-rules.ts";

/** Whether a token that came by mail would still set a password. */
export const checkResetToken: BehaviourRule = {
  kind: "check-reset-token",
  rank: 16,
  recognise: (shape, draft) => recogniseReset(shape, draft, "try"),
};
