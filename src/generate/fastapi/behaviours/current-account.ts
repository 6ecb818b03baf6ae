import { currentAccountFaults } from "../mutants/accounts.ts";
import { currentAccountCases } from "../tests/behaviours/current-account.ts";
import { signatureAbove } from "../tests/behaviours/signatures.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** The caller's own account. */
export const currentAccount: WrittenBehaviour<"current-account"> = {
  kind: "current-account",
  cases: currentAccountCases,
  above: ({ account }) => (account?.accounts.credential.token === "jwt" ? signatureAbove(account) : []),
  faults: () => currentAccountFaults(),
};
