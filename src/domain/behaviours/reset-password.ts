import type { BehaviourRule } from "../draft.ts";
import { recogniseReset } from "../reset-rules.ts";

/** A token that came by mail sets a new password. */
export const resetPassword: BehaviourRule = {
  kind: "reset-password",
  rank: 17,
  recognise: (shape, draft) => recogniseReset(shape, draft, "use"),
};
