import { deleteAllService } from "../app/services/delete-many.ts";
import { allFaults } from "../mutants/several.ts";
import { deleteAllCases } from "../tests/behaviours/delete-all.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** All rows go. */
export const deleteAll: WrittenBehaviour<"delete-all"> = {
  kind: "delete-all",
  service: deleteAllService,
  cases: deleteAllCases,
  faults: ({ service }) => allFaults(service),
};
