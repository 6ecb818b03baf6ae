import { changePasswordService } from "../app/services/sessions.ts";
import { changePasswordFaults } from "../mutants/sessions.ts";
import { changePasswordCases } from "../tests/behaviours/change-password.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** Callers change their own password. */
export const changePassword: WrittenBehaviour<"change-password"> = {
  kind: "change-password",
  service: changePasswordService,
  cases: changePasswordCases,
  faults: ({ service }) => changePasswordFaults(service),
};
