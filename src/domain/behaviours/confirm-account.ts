import { recogniseConfirmation } from "../confirmation-rules.ts";
import type { BehaviourRule } from "../draft.ts";

/** Whoever has the address of a new account says so. */
export const confirmAccount: BehaviourRule = {
  kind: "confirm-account",
  rank: 18,
  recognise: (shape, draft) => recogniseConfirmation(shape, draft, "use"),
};
