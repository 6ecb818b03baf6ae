import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, temporaryFolder } from "./harness.ts";

// Cursors forwards only, both ways, and keys of rows.
test("lists that go on from a row are built and proven", async () => {
  const { report } = await build([
    join(import.meta.dirname, "harbour.yaml"),
    join(temporaryFolder(), "project"),
  ]);
  assertProven(report, 8);
});
