import { deleteManyService } from "../app/services/delete-many.ts";
import { manyFaults } from "../mutants/several.ts";
import { deleteManyCases } from "../tests/behaviours/delete-many.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** Several rows go. */
export const deleteMany: WrittenBehaviour<"delete-many"> = {
  kind: "delete-many",
  service: deleteManyService,
  cases: deleteManyCases,
  faults: ({ blueprint, operation, service }) => manyFaults(blueprint, operation, service),
};
