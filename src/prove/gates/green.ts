import { failures, type TestRun, unfinished } from "../evidence.ts";
import { bounded, type Gate } from "../gate.ts";

/** The whole suite passes on what was built, in its own order and in a random one. */
export const green: Gate = {
  name: "green",
  rank: 30,
  judge({ green: run, shuffled }) {
    const details = [...problems(run, ""), ...problems(shuffled, " in random order")];
    const passed = run.outcomes.filter(({ outcome }) => outcome === "passed").length;
    return {
      holds: details.length === 0 && passed > 0,
      summary: `${passed} of ${run.outcomes.length} pass, in random order too`,
      details: bounded(details),
    };
  },
};

function problems(run: TestRun, order: string): readonly string[] {
  const failed = [...failures(run).values()].map(({ id, message }) => `${id} fails${order}: ${message}`);
  const skipped = run.outcomes
    .filter(({ outcome }) => outcome === "skipped")
    .map(({ id }) => `${id} is skipped${order}`);
  return [...unfinished(run), ...failed, ...skipped];
}
