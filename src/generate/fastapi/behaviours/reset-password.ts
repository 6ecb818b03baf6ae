import { resetPasswordService } from "../app/services/mailed-tokens.ts";
import { resetPasswordFaults } from "../mutants/mailed-tokens.ts";
import { resetPasswordCases } from "../tests/behaviours/reset-password.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** A token that came by mail sets a new password. */
export const resetPassword: WrittenBehaviour<"reset-password"> = {
  kind: "reset-password",
  service: resetPasswordService,
  cases: resetPasswordCases,
  faults: ({ blueprint, operation, service }) => resetPasswordFaults(blueprint, service, operation.bodyClass),
};
