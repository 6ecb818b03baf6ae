import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, temporaryFolder } from "./harness.ts";

// Signs and commas with cursors, a field and a way with numbered pages, listed choices without pages.
test("lists that callers sort are built and proven", async () => {
  const { report } = await build([
    join(import.meta.dirname, "orchard.yaml"),
    join(temporaryFolder(), "project"),
  ]);
  assertProven(report, 6);
});
