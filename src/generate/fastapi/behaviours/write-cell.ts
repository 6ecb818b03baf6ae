import { matrixService } from "../app/services/cells.ts";
import { cellFaults } from "../mutants/cells.ts";
import { writeCellCases } from "../tests/behaviours/write-cell.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** One cell is written. */
export const writeCell: WrittenBehaviour<"write-cell"> = {
  kind: "write-cell",
  service: matrixService,
  cases: writeCellCases,
  faults: ({ behaviour, service }) => cellFaults(behaviour.kind, service),
};
