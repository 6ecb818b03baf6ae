import { countByValueService } from "../app/services/count-by-value.ts";
import { countFaults } from "../mutants/lists.ts";
import { countByValueCases } from "../tests/behaviours/count-by-value.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** How many rows have each value. */
export const countByValue: WrittenBehaviour<"count-by-value"> = {
  kind: "count-by-value",
  service: countByValueService,
  cases: countByValueCases,
  faults: ({ service }) => countFaults(service),
};
