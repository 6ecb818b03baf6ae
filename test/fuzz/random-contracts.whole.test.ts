import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { assertProven, build, temporaryFolder } from "../whole/harness.ts";
import { anyContract } from "./random-contract.ts";
import { rounds } from "./rounds.ts";

// A proof takes a minute or two, so each run of the tests has one contract; KEELBACK_FUZZ_SEED draws another.
test("a random small contract is built and proven", async () => {
  const { seed } = rounds(1, 51);
  const [contract] = fc.sample(anyContract, { seed, numRuns: 1 });
  const folder = temporaryFolder();
  const file = join(folder, "openapi.json");
  writeFileSync(file, JSON.stringify(contract, undefined, 2));
  const { code, report, stderr } = await build([file, join(folder, "project")]);
  assertProven(report, report.operations.length);
  assert.equal(code, 0, `seed ${seed}: ${stderr}`);
});
