import { logoutService } from "../app/services/sessions.ts";
import { logoutFaults } from "../mutants/sessions.ts";
import { logoutCases } from "../tests/behaviours/logout.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** Sessions end. */
export const logout: WrittenBehaviour<"logout"> = {
  kind: "logout",
  service: logoutService,
  cases: logoutCases,
  faults: ({ blueprint, service }) => logoutFaults(blueprint, service),
};
