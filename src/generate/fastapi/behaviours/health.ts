import { serviceStatusFaults } from "../mutants/system.ts";
import { healthOperationCases } from "../tests/behaviours/system.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** Whether the service does its work. */
export const health: WrittenBehaviour<"health"> = {
  kind: "health",
  cases: healthOperationCases,
  faults: ({ operation }) => serviceStatusFaults(operation),
};
