import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { build, temporaryFolder } from "./harness.ts";

// What Conduit does not have: signing in and registering answer a token beside the account, in an envelope; paths that
// say what is done to a row; and questions about the service itself, which those who are signed in may ask, or anybody.
test("accounts whose answers hold no token themselves are built and proven", async () => {
  const { code, report, stderr } = await build([
    join(import.meta.dirname, "gym.yaml"),
    join(temporaryFolder(), "project"),
  ]);
  const broken = report.gates.filter(({ holds }) => !holds);
  assert.deepEqual(broken, [], stderr);
  assert.equal(code, 0);
  assert.equal(report.operations.filter(({ derived }) => derived).length, 14);
});
