import { distinctValuesService } from "../app/services/lists/distinct-values.ts";
import { distinctValuesFaults } from "../mutants/lists.ts";
import { distinctValuesCases } from "../tests/behaviours/distinct-values.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** Each value of a field once. */
export const distinctValues: WrittenBehaviour<"distinct-values"> = {
  kind: "distinct-values",
  service: distinctValuesService,
  cases: distinctValuesCases,
  faults: ({ service }) => distinctValuesFaults(service),
};
