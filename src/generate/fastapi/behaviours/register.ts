import { registerService } from "../app/services/accounts.ts";
import { registerFaults } from "../mutants/accounts.ts";
import { registerCases } from "../tests/behaviours/register.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** A new account. */
export const register: WrittenBehaviour<"register"> = {
  kind: "register",
  service: registerService,
  cases: registerCases,
  faults: ({ service }) => registerFaults(service),
};
