import { changeStatesService } from "../app/services/change-states.ts";
import { manyFaults } from "../mutants/several.ts";
import { changeStatesCases } from "../tests/behaviours/change-states.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** One field of several rows gets the value that the path says. */
export const changeStates: WrittenBehaviour<"change-states"> = {
  kind: "change-states",
  service: changeStatesService,
  cases: changeStatesCases,
  faults: ({ blueprint, operation, service }) => manyFaults(blueprint, operation, service),
};
