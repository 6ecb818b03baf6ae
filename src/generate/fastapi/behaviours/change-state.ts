import { changeStateService } from "../app/services/change-state.ts";
import { changeStateFaults } from "../mutants/rows.ts";
import { changeStateCases } from "../tests/behaviours/change-state.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** One field of a row gets the value that the path says. */
export const changeState: WrittenBehaviour<"change-state"> = {
  kind: "change-state",
  service: changeStateService,
  cases: changeStateCases,
  faults: ({ blueprint, operation, service }) => changeStateFaults(blueprint, operation, service),
};
