import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { test } from "node:test";
import { reports } from "#report";
import { type MemoryWorkspace, openMemory } from "#workspace";
import { contractAccept } from "../../../src/verbs/contract/accept.ts";
import type { ContractAcceptInput } from "../../../src/verbs/contract/accept-input.ts";
import { contractHistory } from "../../../src/verbs/contract/history.ts";
import { readHistoryFiles } from "../../../src/verbs/contract/history-files.ts";
import { context } from "../context.ts";

const look = { colour: false, width: 120 };

const types = (amount: string): string =>
  `{ "$id": "Order", "title": "Order", "type": "object", "properties": { "amount": { "type": "${amount}" } } }`;

function repository(): MemoryWorkspace {
  return openMemory({ files: { "docs/shop.yaml": shop("string") } });
}

function shop(type: string): string {
  return `openapi: 3.1.0
info: { title: Shop, version: 1.2.0 }
paths: { /orders: { get: { responses: { "200": { description: it } } } } }
components: { schemas: { Order: ${types(type)} } }
`;
}

async function accept(workspace: MemoryWorkspace, input: ContractAcceptInput) {
  const { exitCode, value } = await contractAccept.run(workspace, input, context);
  const text = reports["contract accept"].text(value, look).join("\n");
  const id = value.kind === "proposed" ? value.entry.digest.slice(0, 7) : "";
  return { exitCode, value, text, id, rules: value.findings.map(({ rule }) => rule) };
}

const proposed = (workspace: MemoryWorkspace) =>
  accept(workspace, { propose: true, why: "cancelled", by: "Ada <ada@example.com>" });

function proposals(workspace: MemoryWorkspace): readonly string[] {
  return workspace.list(".keelback/proposals").map((path) => `.keelback/proposals/${path}`);
}

test("a proposal records nothing, and waits for somebody else, whose acceptance names both", async () => {
  const workspace = repository();
  const { exitCode, text, id } = await proposed(workspace);
  strictEqual(exitCode, 0);
  match(text, /2 things proposed as [0-9a-f]{7} by Ada[\s\S]*accept --proposal [0-9a-f]{7}/);
  strictEqual(readHistoryFiles(workspace).entries.length, 0);
  strictEqual((await proposed(workspace)).id, id);
  strictEqual(proposals(workspace).length, 1);
  const listed = await contractHistory.run(workspace, { proposals: true }, context);
  match(
    reports["contract history"].text(listed.value, look).join("\n"),
    /2 added: cancelled[\s\S]*1 proposal;/,
  );
  const done = await accept(workspace, { proposal: id, by: "Bob <bob@example.com>" });
  match(
    done.text,
    /2 things accepted as [0-9a-f]{7} by Bob .*, as Ada .* proposed in [0-9a-f]{7}: cancelled/,
  );
  deepStrictEqual(proposals(workspace), []);
  const [entry] = readHistoryFiles(workspace).entries;
  deepStrictEqual([entry?.by, entry?.proposal?.by], ["Bob <bob@example.com>", "Ada <ada@example.com>"]);
  const { value } = await contractHistory.run(workspace, { verify: true }, context);
  deepStrictEqual(value.findings, []);
});

test("who proposed it cannot accept it, under whichever name, unless alone", async () => {
  const workspace = repository();
  const { id } = await proposed(workspace);
  for (const by of ["Ada", "ADA <other@example.com>", "Countess <Ada@Example.com>"]) {
    const { exitCode, rules } = await accept(workspace, { proposal: id, by });
    deepStrictEqual([exitCode, rules], [2, ["contract/own-proposal"]]);
  }
  strictEqual(readHistoryFiles(workspace).entries.length, 0);
  strictEqual((await accept(workspace, { proposal: id, by: "Ada", alone: true })).exitCode, 0);
  strictEqual(readHistoryFiles(workspace).entries.length, 1);
});

test("what the documents no longer say is not accepted", async () => {
  const workspace = repository();
  const { id } = await proposed(workspace);
  const changes: readonly string[] = [shop("integer"), shop("string").replace("/orders", "/other")];
  for (const text of changes) {
    ok(workspace.apply([{ kind: "write", path: "docs/shop.yaml", text }]).ok);
    const { exitCode, rules } = await accept(workspace, { proposal: id, by: "Bob" });
    deepStrictEqual([exitCode, rules], [2, ["contract/outdated-proposal"]]);
  }
  strictEqual(readHistoryFiles(workspace).entries.length, 0);
  strictEqual(proposals(workspace).length, 1);
});

test("a proposal to take something away holds only while it is gone", async () => {
  const workspace = repository();
  await accept(workspace, { why: "first", by: "Bob" });
  const without = shop("string").replace(/components.*\n/, "");
  ok(workspace.apply([{ kind: "write", path: "docs/shop.yaml", text: without }]).ok);
  const { id, text } = await proposed(workspace);
  match(text, /removed +type +Order .*consumer: breaking/);
  ok(workspace.apply([{ kind: "write", path: "docs/shop.yaml", text: shop("string") }]).ok);
  strictEqual((await accept(workspace, { proposal: id, by: "Bob" })).exitCode, 2);
  ok(workspace.apply([{ kind: "write", path: "docs/shop.yaml", text: without }]).ok);
  match((await accept(workspace, { proposal: id, by: "Bob" })).text, /removed +type +Order/);
});

test("a changed proposal, and one that is not there, are told and not believed", async () => {
  const workspace = repository();
  const { id } = await proposed(workspace);
  for (const unknown of ["", "12345", "fffffff", "../../x", "__proto__"])
    deepStrictEqual((await accept(workspace, { proposal: unknown, by: "Bob" })).rules, [
      "contract/unknown-proposal",
    ]);
  strictEqual((await accept(workspace, { proposal: id, propose: true, by: "Bob" })).exitCode, 2);
  const [file = ""] = proposals(workspace);
  const text = (workspace.readText(file) ?? "").replace("cancelled", "paid");
  ok(workspace.apply([{ kind: "write", path: file, text }]).ok);
  deepStrictEqual((await accept(workspace, { proposal: id, by: "Bob" })).rules, [
    "contract/proposal-changed",
  ]);
  const { exitCode, value } = await contractHistory.run(workspace, { proposals: true }, context);
  deepStrictEqual([exitCode, value.proposals], [1, []]);
});
