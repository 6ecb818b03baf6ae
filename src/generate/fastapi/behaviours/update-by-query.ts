import { updateService } from "../app/services/update.ts";
import { updateFaults } from "../mutants/rows.ts";
import { updateCases } from "../tests/behaviours/update.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** A row is what the query says. */
export const updateByQuery: WrittenBehaviour<"update-by-query"> = {
  kind: "update-by-query",
  service: updateService,
  cases: updateCases,
  faults: ({ blueprint, operation, service }) => updateFaults(blueprint, operation, service),
};
