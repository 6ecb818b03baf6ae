import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, temporaryFolder } from "./harness.ts";

// A list that comes out under another name, and what it comes to.
test("rows that are shown by other names than they are given are built and proven", async () => {
  const { report } = await build([
    join(import.meta.dirname, "looms.yaml"),
    join(temporaryFolder(), "project"),
  ]);
  assertProven(report, 4);
});
