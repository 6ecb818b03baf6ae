import { serviceStatusFaults } from "../mutants/system.ts";
import { describeServiceCases } from "../tests/behaviours/system.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** What the service is called. */
export const describeService: WrittenBehaviour<"describe-service"> = {
  kind: "describe-service",
  cases: describeServiceCases,
  faults: ({ operation }) => serviceStatusFaults(operation),
};
