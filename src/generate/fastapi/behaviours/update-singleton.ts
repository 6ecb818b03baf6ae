import { singletonService } from "../app/services/singletons.ts";
import { changeFaults } from "../mutants/rows.ts";
import { updateSingletonCases } from "../tests/behaviours/singletons.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** The one row that there is is another. */
export const updateSingleton: WrittenBehaviour<"update-singleton"> = {
  kind: "update-singleton",
  service: singletonService,
  cases: updateSingletonCases,
  faults: ({ service }) => changeFaults(service),
};
