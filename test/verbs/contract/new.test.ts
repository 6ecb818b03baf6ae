import assert from "node:assert/strict";
import { test } from "node:test";
import { readContract } from "#contract";
import { reports } from "#report";
import { openMemory } from "#workspace";
import { contractLint } from "../../../src/verbs/contract/lint.ts";
import { contractNew } from "../../../src/verbs/contract/new.ts";
import { context } from "../context.ts";

const look = { colour: false, width: 100 };

async function start(domain: string, files: Readonly<Record<string, string>> = {}) {
  const workspace = openMemory({ files });
  const { exitCode, value } = await contractNew.run(workspace, { domain: [domain] }, context);
  return { workspace, exitCode, value, text: reports["contract new"].text(value, look).join("\n") };
}

test("a started record is read without a finding, whatever the domain is called", async () => {
  const domains = [
    "orders",
    "Order Items",
    "events",
    "date",
    "error",
    "string",
    "2fa",
    "con",
    "types",
    "straße",
  ];
  for (const domain of [
    ...domains,
    "endpoints",
    "request",
    "authentication",
    "GET /orders",
    "a".repeat(300),
  ]) {
    const { workspace, exitCode, value } = await start(domain);
    assert.equal(exitCode, 0, domain);
    const { file = "" } = value;
    assert.match(file, /^docs\/[a-z0-9]+(?:-[a-z0-9]+)*\.md$/);
    const read = readContract(file, workspace.readText(file) ?? "");
    assert.deepEqual(read.findings, [], domain);
    assert.equal(read.value?.operations.length, 2, domain);
    assert.equal(read.value?.events.length, 1, domain);
    assert.equal(read.value?.title, value.title);
  }
});

test("contract lint asks for what nobody but its author knows, and for no more", async () => {
  const { workspace } = await start("orders");
  const { value } = await contractLint.run(workspace, {}, context);
  assert.deepEqual(
    value.findings.map(({ rule }) => rule),
    ["contract/event-without-consumer"],
  );
});

test("it lies in the first folder that the settings name", async () => {
  const { value, text } = await start("Order items", {
    "contracts/a.yaml": "{}",
    "keelback.yaml": "contracts: [contracts/a.yaml, api/records, docs]\n",
  });
  assert.equal(value.file, "api/records/order-items.md");
  assert.match(text, /api\/records\/order-items\.md is started: Order items/);
});

test("what is there is left as it is", async () => {
  const { workspace, exitCode, text } = await start("orders", { "docs/orders.md": "mine" });
  assert.equal(exitCode, 2);
  assert.match(text, /docs\/orders\.md cannot be started/);
  assert.equal(workspace.readText("docs/orders.md"), "mine");
});

test("a name can lead nowhere else, and one without a letter is refused", async () => {
  const { value } = await start("../../etc/passwd\n# Injected | x");
  assert.equal(value.file, "docs/etc-passwd-injected-x.md");
  for (const domain of ["", "..", "/", "\u0000"]) assert.equal((await start(domain)).exitCode, 2, domain);
});

test("settings that name a place outside, or are broken, write nothing", async () => {
  for (const settings of ["contracts: [../elsewhere]\n", "contracts: ["]) {
    const { workspace, exitCode } = await start("orders", { "keelback.yaml": settings });
    assert.equal(exitCode, 2, settings);
    assert.deepEqual(workspace.list("."), ["keelback.yaml"]);
  }
});
