import { readService } from "../app/services/read.ts";
import { entityNamed } from "../blueprint.ts";
import { readFaults } from "../mutants/rows.ts";
import { readCases } from "../tests/behaviours/read.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** One row. */
export const read: WrittenBehaviour<"read"> = {
  kind: "read",
  service: readService,
  cases: readCases,
  faults: ({ blueprint, behaviour, service }) =>
    readFaults(service, entityNamed(blueprint, behaviour.entity)),
};
