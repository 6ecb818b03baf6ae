import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { build, temporaryFolder } from "./harness.ts";

// What Conduit does not have: keys, names with passwords and signed tokens that no operation issues, scopes, and rows
// that come from outside.
test("operations for holders of other credentials, and lists of loaded rows, are built and proven", async () => {
  const { code, report, stderr } = await build([
    join(import.meta.dirname, "depot.yaml"),
    join(temporaryFolder(), "project"),
  ]);
  const broken = report.gates.filter(({ holds }) => !holds);
  assert.deepEqual(broken, [], stderr);
  assert.equal(code, 0);
  assert.equal(report.operations.filter(({ derived }) => derived).length, 5);
});
