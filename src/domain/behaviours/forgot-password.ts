import type { BehaviourRule } from "../draft.ts";
import { recogniseReset } from "../reset-rules.ts";

/** Who forgot a password asks for a token by mail. */
export const forgotPassword: BehaviourRule = {
  kind: "forgot-password",
  rank: 15,
  recognise: (shape, draft) => recogniseReset(shape, draft, "ask"),
};
