import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { build, temporaryFolder } from "./harness.ts";

// What Conduit does not have: rows that name others by their keys, and show them, states that words of paths set, answers
// without content and answers that only say that all went well. In two contracts that have nothing in common.
for (const [contract, operations] of [
  ["kennel.yaml", 12],
  ["freight.yaml", 13],
] as const)
  test(`rows that name others, and states that paths set: ${contract} is built and proven`, async () => {
    const { code, report, stderr } = await build([
      join(import.meta.dirname, contract),
      join(temporaryFolder(), "project"),
    ]);
    const broken = report.gates.filter(({ holds }) => !holds);
    assert.deepEqual(broken, [], stderr);
    assert.equal(code, 0);
    assert.equal(report.operations.filter(({ derived }) => derived).length, operations);
  });
