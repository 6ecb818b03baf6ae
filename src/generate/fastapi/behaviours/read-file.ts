import { readFileService } from "../app/services/read-file.ts";
import { readFileFaults } from "../mutants/pictures.ts";
import { readFileCases } from "../tests/behaviours/read-file.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** A file of a row. */
export const readFile: WrittenBehaviour<"read-file"> = {
  kind: "read-file",
  service: readFileService,
  cases: readFileCases,
  faults: ({ operation, service }) => readFileFaults(operation, service),
};
