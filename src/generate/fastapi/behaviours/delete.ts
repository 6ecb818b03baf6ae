import { deleteService } from "../app/services/delete.ts";
import { deleteFaults } from "../mutants/rows.ts";
import { deleteCases } from "../tests/behaviours/delete.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** A row goes. */
export const deleteRow: WrittenBehaviour<"delete"> = {
  kind: "delete",
  service: deleteService,
  cases: deleteCases,
  faults: ({ blueprint, operation, service }) => deleteFaults(blueprint, operation, service),
};
