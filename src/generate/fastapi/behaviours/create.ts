import { createService } from "../app/services/create.ts";
import { createFaults } from "../mutants/rows.ts";
import { createCases } from "../tests/behaviours/create.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** A new row. */
export const create: WrittenBehaviour<"create"> = {
  kind: "create",
  service: createService,
  cases: createCases,
  faults: ({ blueprint, operation, behaviour, service }) =>
    createFaults(blueprint, operation, behaviour, service),
};
