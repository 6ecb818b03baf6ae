import { resendConfirmationService } from "../app/services/mailed-tokens.ts";
import { resendConfirmationFaults } from "../mutants/mailed-tokens.ts";
import { resendConfirmationCases } from "../tests/behaviours/resend-confirmation.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** The letter for that is sent once more. */
export const resendConfirmation: WrittenBehaviour<"resend-confirmation"> = {
  kind: "resend-confirmation",
  service: resendConfirmationService,
  cases: resendConfirmationCases,
  faults: ({ service }) => resendConfirmationFaults(service),
};
