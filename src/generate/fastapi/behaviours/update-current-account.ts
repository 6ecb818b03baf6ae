import { updateCurrentAccountService } from "../app/services/accounts.ts";
import { updateCurrentAccountFaults } from "../mutants/accounts.ts";
import { updateCurrentAccountCases } from "../tests/behaviours/update-current-account.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** Callers change their own account. */
export const updateCurrentAccount: WrittenBehaviour<"update-current-account"> = {
  kind: "update-current-account",
  service: updateCurrentAccountService,
  cases: updateCurrentAccountCases,
  faults: ({ service }) => updateCurrentAccountFaults(service),
};
