import { storeFileService } from "../app/services/store-file.ts";
import { storeFileFaults } from "../mutants/pictures.ts";
import { storeFileCases } from "../tests/behaviours/store-file.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** A file of a row is kept. */
export const storeFile: WrittenBehaviour<"store-file"> = {
  kind: "store-file",
  service: storeFileService,
  cases: storeFileCases,
  faults: ({ service }) => storeFileFaults(service),
};
