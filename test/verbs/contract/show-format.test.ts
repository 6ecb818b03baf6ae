import assert from "node:assert/strict";
import { test } from "node:test";
import { readContract } from "#contract";
import { reports } from "#report";
import { openMemory } from "#workspace";
import { contractNew } from "../../../src/verbs/contract/new.ts";
import { contractShow } from "../../../src/verbs/contract/show.ts";
import { context } from "../context.ts";

const look = { colour: false, width: 80 };

async function show(name: string, format: string) {
  const workspace = openMemory({});
  await contractNew.run(workspace, { domain: ["orders"] }, context);
  const { exitCode, value } = await contractShow.run(workspace, { name: [name], format }, context);
  return { exitCode, value, text: reports["contract show"].text(value, look).join("\n") };
}

test("a document is printed in each form, and the form reads it", async () => {
  const file = "docs/orders.md";
  for (const [format, name] of [
    ["markdown", "docs/again.md"],
    ["openapi", "again.yaml"],
    ["asyncapi", "again.yaml"],
  ] as const) {
    const { exitCode, text } = await show(file, format);
    assert.equal(exitCode, 0);
    const { value, findings } = readContract(name, text);
    assert.deepEqual(
      findings.filter(({ severity }) => severity === "error"),
      [],
    );
    assert.equal(value?.operations.length, format === "asyncapi" ? 0 : 2, format);
    assert.equal(value?.events.length, format === "openapi" ? 0 : 1, format);
  }
});

test("what a form does not say is told in it", async () => {
  assert.match((await show("docs/orders.md", "openapi")).text, /^# 1 events have no place/);
  assert.match((await show("docs/orders.md", "asyncapi")).text, /^# 2 operations have no place/);
});

test("a part of a document is not printed in a form: the document is named", async () => {
  const { exitCode, text } = await show("Order", "openapi");
  assert.equal(exitCode, 2);
  assert.match(text, /docs\/orders\.md/);
});
