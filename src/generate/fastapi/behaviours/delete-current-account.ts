import { deleteCurrentAccountService } from "../app/services/accounts.ts";
import { deleteCurrentAccountFaults } from "../mutants/accounts.ts";
import { deleteCurrentAccountCases } from "../tests/behaviours/delete-current-account.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** The caller's own account goes. */
export const deleteCurrentAccount: WrittenBehaviour<"delete-current-account"> = {
  kind: "delete-current-account",
  service: deleteCurrentAccountService,
  cases: deleteCurrentAccountCases,
  faults: ({ service }) => deleteCurrentAccountFaults(service),
};
