import { listLinesService } from "../app/services/list-lines.ts";
import { lineFaults } from "../mutants/lists.ts";
import { listLinesCases } from "../tests/behaviours/list-lines.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** All lines of all rows. */
export const listLines: WrittenBehaviour<"list-lines"> = {
  kind: "list-lines",
  service: listLinesService,
  cases: listLinesCases,
  faults: ({ service }) => lineFaults(service),
};
