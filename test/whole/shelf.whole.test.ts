import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { shelf } from "../generate/fastapi/project-sample.ts";
import { build, temporaryFolder } from "./harness.ts";

// What Conduit does not have: lists that are mere arrays, rows without an owner, an operation that is left open.
test("a small contract of another shape is built and proven as far as it can be derived", async () => {
  const folder = temporaryFolder();
  const contract = join(folder, "shelf.json");
  writeFileSync(contract, JSON.stringify(shelf(), null, 2));
  const { code, report, stderr } = await build([contract, join(folder, "project")]);
  const broken = report.gates.filter(({ holds }) => !holds);
  assert.deepEqual(broken, [], stderr);
  assert.equal(code, 3);
  const derived = report.operations.filter((operation) => operation.derived);
  assert.deepEqual(
    derived.map(({ operation }) => operation),
    ["signUp", "signIn", "listBooks", "addBook", "readBook"],
  );
  assert.equal(report.leftOpen.length, 1);
});
