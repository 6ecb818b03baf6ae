import { confirmAccountService } from "../app/services/mailed-tokens.ts";
import { confirmAccountFaults } from "../mutants/mailed-tokens.ts";
import { confirmAccountCases } from "../tests/behaviours/confirm-account.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** Whoever has the address of a new account says so. */
export const confirmAccount: WrittenBehaviour<"confirm-account"> = {
  kind: "confirm-account",
  service: confirmAccountService,
  cases: confirmAccountCases,
  faults: ({ blueprint, service }) => confirmAccountFaults(blueprint, service),
};
