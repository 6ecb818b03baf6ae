import assert from "node:assert/strict";
import { test } from "node:test";
import { readContract } from "#contract";
import { reports } from "#report";
import { openMemory } from "#workspace";
import { contractAccept } from "../../../src/verbs/contract/accept.ts";
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

test("one thing is printed with what it needs, and nothing else", async () => {
  for (const [name, format, operations, events] of [
    ["Order", "openapi", 0, 0],
    ["POST /orders", "openapi", 1, 0],
    ["POST /orders", "markdown", 1, 0],
    ["order.created", "asyncapi", 0, 1],
    ["order.created", "markdown", 0, 1],
  ] as const) {
    const { exitCode, text } = await show(name, format);
    assert.equal(exitCode, 0, text);
    const { value, findings } = readContract(format === "markdown" ? "again.md" : "again.yaml", text);
    assert.deepEqual(
      findings.filter(({ severity }) => severity === "error"),
      [],
    );
    assert.deepEqual([value?.operations.length, value?.events.length], [operations, events], name);
    if (name !== "order.created") assert.ok(value?.schemas.has("Order"), text);
  }
});

test("a form that has no place for a thing is refused, and another one named", async () => {
  const event = await show("order.created", "openapi");
  assert.equal(event.exitCode, 2);
  assert.match(event.text, /--format asyncapi/);
  assert.match((await show("POST /orders", "asyncapi")).text, /--format openapi/);
});

test("an accepted version is printed in a form, long after the documents changed", async () => {
  const workspace = openMemory({ environment: { USER: "ada" } });
  await contractNew.run(workspace, { domain: ["orders"] }, context);
  const before = await contractShow.run(workspace, { name: ["POST /orders"], format: "openapi" }, context);
  await contractAccept.run(workspace, { names: [], why: "first" }, context);
  workspace.apply([
    { kind: "write", path: "docs/orders.md", text: "# Orders\n\n### GET /none\n\n**Response 204**\n" },
  ]);
  const after = await contractShow.run(workspace, { name: ["POST /orders@1"], format: "openapi" }, context);
  assert.equal(after.exitCode, 0);
  const pathsOf = (value: object): unknown => JSON.parse(JSON.stringify(value)).document?.paths;
  assert.deepEqual(pathsOf(after.value), pathsOf(before.value));
});
