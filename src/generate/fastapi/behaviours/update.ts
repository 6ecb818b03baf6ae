import { updateService } from "../app/services/update.ts";
import { updateFaults } from "../mutants/rows.ts";
import { updateCases } from "../tests/behaviours/update.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** A row that its path names is another. */
export const update: WrittenBehaviour<"update"> = {
  kind: "update",
  service: updateService,
  cases: updateCases,
  faults: ({ blueprint, operation, service }) => updateFaults(blueprint, operation, service),
};
