import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { test } from "node:test";
import { reports } from "#report";
import { type MemoryWorkspace, openMemory } from "#workspace";
import { contractAccept } from "../../../src/verbs/contract/accept.ts";
import { contractDiff } from "../../../src/verbs/contract/diff.ts";
import { context } from "../context.ts";

const shop = (amount: string, city = "string"): string => `openapi: 3.1.0
info: { title: Shop, version: 1.2.0 }
paths: { /orders: { get: { responses: { "200": { description: it } } } } }
components:
  schemas:
    Order: { type: object, properties: { amount: { type: ${amount} }, place: { $ref: "#/components/schemas/Place" } } }
    Place: { type: object, properties: { city: { type: ${city} } } }
`;

const events = (id: string): string => `asyncapi: 3.0.0
info: { title: Shop, version: 1.2.0 }
channels:
  orders: { address: orders, messages: { made: { name: order.created, payload: { type: object, properties: { ${id}: { type: string } } } } } }
operations: { tell: { action: send, channel: { $ref: "#/channels/orders" } } }
`;

async function repository(): Promise<MemoryWorkspace> {
  const workspace = openMemory({});
  await accept(workspace, shop("string"), events("id"));
  await accept(workspace, shop("integer"), events("key"));
  write(workspace, shop("integer", "number"), events("key"));
  return workspace;
}

function write(workspace: MemoryWorkspace, api: string, told: string): void {
  const files = { "docs/shop.yaml": api, "docs/events.yaml": told };
  for (const [path, text] of Object.entries(files)) ok(workspace.apply([{ kind: "write", path, text }]).ok);
}

async function accept(workspace: MemoryWorkspace, api: string, told: string): Promise<void> {
  write(workspace, api, told);
  strictEqual((await contractAccept.run(workspace, { why: "because", by: "Ada" }, context)).exitCode, 0);
}

async function compare(workspace: MemoryWorkspace, before: string, after?: string) {
  const input = after === undefined ? { before } : { before, after };
  const { exitCode, value } = await contractDiff.run(workspace, input, context);
  const text = reports["contract diff"].text(value, { colour: false, width: 120 }).join("\n");
  const places = value.changes.map((change) => [change.before?.file, change.after?.file]);
  return { exitCode, text, places, kinds: value.changes.map(({ item, kind }) => `${item} ${kind}`), value };
}

test("two accepted versions of a type or an event are compared as they were recorded", async () => {
  const workspace = await repository();
  const types = await compare(workspace, "Order@1", "Order@2");
  deepStrictEqual([types.exitCode, types.kinds], [1, ["Order type-changed"]]);
  match(types.text, /^Order@1 → Order@2\n[\s\S]*"amount"[\s\S]*\.keelback\/history\/contents/);
  const told = await compare(workspace, "order.created@1", "order.created@latest");
  strictEqual(told.exitCode, 1);
  match(told.text, /^order\.created@1 → order\.created@2\n[\s\S]*"id" is gone/);
  deepStrictEqual((await compare(workspace, "Order@2", "Order@latest")).kinds, []);
});

test("an accepted version is compared with what the documents say now", async () => {
  const workspace = await repository();
  for (const after of [undefined, "Order"]) {
    const { kinds, text, places } = await compare(workspace, "Order@latest", after);
    deepStrictEqual(kinds, ["Order type-changed"]);
    match(text, /^Order@2 → Order of now\n[\s\S]*"place\.city"/);
    deepStrictEqual(places[0]?.[1], "docs/shop.yaml");
  }
  deepStrictEqual((await compare(workspace, "order.created@latest")).kinds, []);
});

test("what cannot be compared says why", async () => {
  const workspace = await repository();
  const wrong: readonly (readonly [string, string | undefined, RegExp])[] = [
    ["Order@9", "Order@1", /nothing was accepted as Order@9/],
    ["Odrer@1", undefined, /nothing was accepted as Odrer@1/],
    ["Order@1", "Odrer", /no contract here speaks of "Odrer"/],
    ["Order@1", "order.created@1", /not of one kind/],
    ["Order@1", "docs/shop.yaml", /no contract here speaks of|not of one kind/],
    ["docs/shop.yaml", undefined, /nothing to compare with/],
  ];
  for (const [before, after, why] of wrong) {
    const { exitCode, text } = await compare(workspace, before, after);
    strictEqual(exitCode, 2, before);
    match(text, why);
  }
});

test("files are compared as before, whatever they are called", async () => {
  const workspace = await repository();
  ok(workspace.apply([{ kind: "write", path: "old@1", text: events("id") }]).ok);
  const { text, exitCode } = await compare(workspace, "old@1", "docs/events.yaml");
  strictEqual(exitCode, 1);
  match(text, /^old@1 → docs\/events\.yaml/);
});

test("one side alone is told what breaks it, and the other side's breaks do not count", async () => {
  const workspace = openMemory({});
  const event = (words: string): string => events("id").replace("id: { type: string }", words);
  const files = {
    "a.yaml": event("id: { type: string }, note: { type: string }"),
    "b.yaml": event("id: { type: string }"),
  };
  for (const [path, text] of Object.entries(files)) ok(workspace.apply([{ kind: "write", path, text }]).ok);
  const run = async (side?: string, format?: string) => {
    const given = { ...(side && { side }), ...(format && { format }) };
    const { exitCode, value } = await contractDiff.run(
      workspace,
      { before: "a.yaml", after: "b.yaml", ...given },
      context,
    );
    const text = reports["contract diff"].text(value, { colour: false, width: 120 }).join("\n");
    return { exitCode, text, json: reports["contract diff"].json(value) };
  };
  const both = await run();
  strictEqual(both.exitCode, 1);
  const consumer = await run("consumer");
  deepStrictEqual([consumer.exitCode, consumer.json["breaking"]], [1, true]);
  match(consumer.text, /consumer: breaking\n/);
  ok(!consumer.text.includes("provider"));
  const provider = await run("provider");
  deepStrictEqual([provider.exitCode, provider.json["breaking"]], [0, false]);
  match(provider.text, /1 change; provider: 0 breaking, 0 risky, 1 safe$/);
  const markdown = await run("consumer", "markdown");
  match(markdown.text, /^## a\.yaml → b\.yaml\n\n1 change; consumer: 1 breaking/);
  match(markdown.text, /\| breaking \| `order\.created` \|/);
  ok(!markdown.text.includes("provider"));
  match((await run(undefined, "markdown")).text, /\| consumer \| provider \|/);
  const json = JSON.parse((await run(undefined, "json")).text) as { readonly changes: readonly object[] };
  strictEqual(json.changes.length, 1);
});
