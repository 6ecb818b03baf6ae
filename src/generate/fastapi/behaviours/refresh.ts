import { refreshService } from "../app/services/sessions.ts";
import { refreshFaults } from "../mutants/sessions.ts";
import { refreshCases } from "../tests/behaviours/refresh.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** A refresh token gives a fresh credential. */
export const refresh: WrittenBehaviour<"refresh"> = {
  kind: "refresh",
  service: refreshService,
  cases: refreshCases,
  faults: ({ blueprint }) => refreshFaults(blueprint),
};
