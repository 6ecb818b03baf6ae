import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, temporaryFolder } from "./harness.ts";

// Keys that the database counts, the way down to each row, and rows that name one at a path of its own.
test("rows that stand below one another are built and proven", async () => {
  const { report } = await build([
    join(import.meta.dirname, "thesaurus.yaml"),
    join(temporaryFolder(), "project"),
  ]);
  assertProven(report, 10);
});
