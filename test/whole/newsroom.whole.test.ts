import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, temporaryFolder } from "./harness.ts";

// Several rows go or change at once, all or none; all rows of the caller, of a row, and that there are; flags that are
// turned over, and that one row alone has; an account that its own caller deletes.
test("operations on several rows, and flags, are built and proven", async () => {
  const { report } = await build([
    join(import.meta.dirname, "newsroom.yaml"),
    join(temporaryFolder(), "project"),
  ]);
  assertProven(report, 30);
});
