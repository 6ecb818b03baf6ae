import { updateService } from "../app/services/update.ts";
import { updateFaults } from "../mutants/rows.ts";
import { updateCases } from "../tests/behaviours/update.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** A row that the body names is another. */
export const updateByBody: WrittenBehaviour<"update-by-body"> = {
  kind: "update-by-body",
  service: updateService,
  cases: updateCases,
  faults: ({ blueprint, operation, service }) => updateFaults(blueprint, operation, service),
};
