import { membershipService } from "../app/services/membership.ts";
import { membershipFaults } from "../mutants/memberships.ts";
import { membershipCases } from "../tests/behaviours/membership.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** The caller enters or leaves a relation. */
export const membership: WrittenBehaviour<"membership"> = {
  kind: "membership",
  service: membershipService,
  cases: membershipCases,
  faults: ({ blueprint, behaviour, service }) => membershipFaults(blueprint, behaviour, service),
};
