import { matrixService } from "../app/services/cells.ts";
import { cellFaults } from "../mutants/cells.ts";
import { readMatrixCases } from "../tests/behaviours/read-matrix.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** All cells. */
export const readMatrix: WrittenBehaviour<"read-matrix"> = {
  kind: "read-matrix",
  service: matrixService,
  cases: readMatrixCases,
  faults: ({ behaviour, service }) => cellFaults(behaviour.kind, service),
};
