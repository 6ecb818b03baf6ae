import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, temporaryFolder } from "./harness.ts";

// What the Cafe has, in other words: covers that come in forms, lines with totals, lists of lines, a report.
test("records, their covers, what is sold of them and a report: recordshop.yaml is built and proven", async () => {
  const { code, report } = await build([
    join(import.meta.dirname, "recordshop.yaml"),
    join(temporaryFolder(), "project"),
  ]);
  assertProven(report, 10);
  assert.equal(code, 0);
});
