import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, temporaryFolder } from "./harness.ts";

// Versions of rows, requests that come again, members with a part, rows in an order, and copies of rows.
test("versions, requests that come again and members with a part are built and proven", async () => {
  const { report } = await build([
    join(import.meta.dirname, "stage.yaml"),
    join(temporaryFolder(), "project"),
  ]);
  assertProven(report, 22);
});
