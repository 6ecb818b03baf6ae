import { reorderService } from "../app/services/reorder.ts";
import { reorderFaults } from "../mutants/several.ts";
import { reorderCases } from "../tests/behaviours/reorder.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** All rows are brought into an order. */
export const reorder: WrittenBehaviour<"reorder"> = {
  kind: "reorder",
  service: reorderService,
  cases: reorderCases,
  faults: ({ blueprint, operation, service }) => reorderFaults(blueprint, operation, service),
};
