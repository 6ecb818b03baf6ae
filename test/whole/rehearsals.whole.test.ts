import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, temporaryFolder } from "./harness.ts";

// No two at one time in one place, ends that are worked out, what is shown of the rows that are named, and one day.
test("rows that last as long as what they name are built and proven", async () => {
  const { report } = await build([
    join(import.meta.dirname, "rehearsals.yaml"),
    join(temporaryFolder(), "project"),
  ]);
  assertProven(report, 6);
});
