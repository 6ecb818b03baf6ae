import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, temporaryFolder } from "./harness.ts";

// Versions of rows, and requests that come again.
test("rows with versions and requests that come again are built and proven", async () => {
  const { report } = await build([
    join(import.meta.dirname, "stage.yaml"),
    join(temporaryFolder(), "project"),
  ]);
  assertProven(report, 13);
});
