import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, temporaryFolder } from "./harness.ts";

// Rows of several kinds in one table.
test("rows of kinds that a constant tells apart are built and proven", async () => {
  const { report } = await build([
    join(import.meta.dirname, "yard.yaml"),
    join(temporaryFolder(), "project"),
  ]);
  assertProven(report, 4);
});
