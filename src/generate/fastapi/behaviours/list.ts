import { listService } from "../app/services/lists/list.ts";
import { listFaults } from "../mutants/lists.ts";
import { listCases } from "../tests/behaviours/list.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** Rows, page by page. */
export const list: WrittenBehaviour<"list"> = {
  kind: "list",
  service: listService,
  cases: listCases,
  faults: ({ blueprint, operation, behaviour, service }) =>
    listFaults(blueprint, operation, behaviour, service),
};
