import { matrixService } from "../app/services/cells.ts";
import { cellFaults } from "../mutants/cells.ts";
import { readCellCases } from "../tests/behaviours/read-cell.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** One cell. */
export const readCell: WrittenBehaviour<"read-cell"> = {
  kind: "read-cell",
  service: matrixService,
  cases: readCellCases,
  faults: ({ behaviour, service }) => cellFaults(behaviour.kind, service),
};
