import { createManyService } from "../app/services/create-many.ts";
import { createManyFaults } from "../mutants/rows.ts";
import { createManyCases } from "../tests/behaviours/create-many.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** Several new rows. */
export const createMany: WrittenBehaviour<"create-many"> = {
  kind: "create-many",
  service: createManyService,
  cases: createManyCases,
  faults: ({ service }) => createManyFaults(service),
};
