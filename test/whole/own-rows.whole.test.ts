import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { build, temporaryFolder } from "./harness.ts";

test("rows that belong to whoever made them, which no answer shows, are built and proven", async () => {
  const { code, report, stderr } = await build([
    join(import.meta.dirname, "allotment.yaml"),
    join(temporaryFolder(), "project"),
  ]);
  const broken = report.gates.filter(({ holds }) => !holds);
  assert.deepEqual(broken, [], stderr);
  assert.equal(code, 0);
  assert.equal(report.operations.filter(({ derived }) => derived).length, 11);
});
