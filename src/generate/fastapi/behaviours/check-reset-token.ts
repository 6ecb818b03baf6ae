import { checkResetTokenService } from "../app/services/mailed-tokens.ts";
import { checkResetTokenFaults } from "../mutants/mailed-tokens.ts";
import { checkResetTokenCases } from "../tests/behaviours/check-reset-token.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** Whether a token that came by mail would still set a password. */
export const checkResetToken: WrittenBehaviour<"check-reset-token"> = {
  kind: "check-reset-token",
  service: checkResetTokenService,
  cases: checkResetTokenCases,
  faults: ({ blueprint, service }) => checkResetTokenFaults(blueprint, service),
};
