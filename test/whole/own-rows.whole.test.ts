import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, temporaryFolder } from "./harness.ts";

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

test("rows that show by a key who made them, from outside too, and new ones that are refused for another, are built and proven", async () => {
  const { report } = await build([
    join(import.meta.dirname, "workshop.yaml"),
    join(temporaryFolder(), "project"),
  ]);
  assertProven(report, 21);
});
