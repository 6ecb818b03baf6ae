import { forgotPasswordService } from "../app/services/mailed-tokens.ts";
import { forgotPasswordFaults } from "../mutants/mailed-tokens.ts";
import { forgotPasswordCases } from "../tests/behaviours/forgot-password.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** Who forgot a password asks for a token by mail. */
export const forgotPassword: WrittenBehaviour<"forgot-password"> = {
  kind: "forgot-password",
  service: forgotPasswordService,
  cases: forgotPasswordCases,
  faults: ({ blueprint, service }) => forgotPasswordFaults(blueprint, service),
};
