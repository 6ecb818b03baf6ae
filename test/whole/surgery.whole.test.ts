import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, temporaryFolder } from "./harness.ts";

// Pairs of fields and values in one text, whose grammar stands in the description.
test("a list that is filtered in a language of its own is built and proven", async () => {
  const { report } = await build([
    join(import.meta.dirname, "surgery.yaml"),
    join(temporaryFolder(), "project"),
  ]);
  assertProven(report, 2);
});
