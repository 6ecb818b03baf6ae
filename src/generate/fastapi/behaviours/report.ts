import { reportService } from "../app/services/report.ts";
import { reportFaults } from "../mutants/lists.ts";
import { reportCases } from "../tests/behaviours/report.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** Numbers of a range of time. */
export const report: WrittenBehaviour<"report"> = {
  kind: "report",
  service: reportService,
  cases: reportCases,
  faults: ({ behaviour, service }) => reportFaults(behaviour, service),
};
