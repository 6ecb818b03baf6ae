import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { test } from "node:test";
import { reports } from "#report";
import { type MemoryWorkspace, openMemory } from "#workspace";
import { contractAccept } from "../../../src/verbs/contract/accept.ts";
import { contractRegister } from "../../../src/verbs/contract/register.ts";
import { context } from "../context.ts";

const look = { colour: false, width: 120 };

const shop = `openapi: 3.1.0
info: { title: Shop, version: 1.2.0 } # ours
paths:
  # lists come first
  /orders:
    get:
      operationId: listOrders
      responses:
        "200":
          description: all
          content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } }
components:
  schemas:
    Order: { type: object, properties: { amount: { type: string } } }
`;

const events = `asyncapi: 3.0.0
info: { title: Shop events, version: 1.2.0 }
channels:
  orders: { address: orders, messages: { made: { name: order.created, payload: { type: object, properties: { id: { type: string } } } } } }
operations: { tell: { action: send, channel: { $ref: "#/channels/orders" }, messages: [{ $ref: "#/channels/orders/messages/made" }] } }
`;

const cancel = `paths:
  /orders/{id}:
    delete:
      operationId: cancelOrder
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "204": { description: gone }
        "404": { description: unknown, content: { application/json: { schema: { $ref: "#/components/schemas/Problem" } } } }
components:
  schemas:
    Problem: { type: object, properties: { message: { type: string } } }
`;

function repository(files: Readonly<Record<string, string>> = {}): MemoryWorkspace {
  return openMemory({
    files: { "docs/shop.yaml": shop, "new.yaml": cancel, ...files },
    environment: { USER: "ada" },
  });
}

async function register(
  workspace: MemoryWorkspace,
  input: { readonly from?: string; readonly document?: string } = {},
) {
  const { exitCode, value } = await contractRegister.run(workspace, { from: "new.yaml", ...input }, context);
  const text = reports["contract register"].text(value, look).join("\n");
  return { exitCode, value, text, rules: value.findings.map(({ rule }) => rule) };
}

test("an operation and its type are added once, and all else stays", async () => {
  const workspace = repository();
  const first = await register(workspace);
  strictEqual(first.exitCode, 0, first.text);
  match(first.text, /operation +DELETE \/orders\/\{id\} .*docs\/shop\.yaml:13/);
  match(first.text, /type +Problem/);
  const after = workspace.readText("docs/shop.yaml") ?? "";
  const kept = after.split("\n").filter((line) => shop.split("\n").includes(line));
  deepStrictEqual([...new Set(kept)], [...new Set(shop.split("\n"))]);
  match(after, /^ {2}\/orders\/\{id\}:\n {4}delete:\n {6}operationId: cancelOrder\n/m);
  const second = await register(workspace);
  strictEqual(second.value.kind, "nothing");
  strictEqual(second.exitCode, 0);
  strictEqual(workspace.readText("docs/shop.yaml"), after);
});

test("the same in other words is nothing new, and something else is refused with its place", async () => {
  const workspace = repository({
    "same.yaml": `{components: {schemas: {Order: {description: bought, type: [object], properties: {amount: {type: [string]}}}}}}`,
    "other.yaml": `components: {schemas: {Order: {type: object, properties: {amount: {type: number}}}}}`,
    "get.yaml": "paths: {/orders: {get: {responses: {'204': {description: none}}}}}",
  });
  const same = await register(workspace, { from: "same.yaml" });
  strictEqual(same.value.kind, "nothing", same.text);
  for (const from of ["other.yaml", "get.yaml"]) {
    const other = await register(workspace, { from });
    strictEqual(other.exitCode, 2);
    deepStrictEqual(other.rules, ["contract/clash"], from);
    match(other.text, /docs\/shop\.yaml:\d+:\d+/);
  }
  strictEqual(workspace.readText("docs/shop.yaml"), shop);
});

test("events go to the document of events, with their types", async () => {
  const added = events
    .replaceAll("orders", "returns")
    .replaceAll("made", "back")
    .replaceAll("order.created", "order.returned")
    .replace("tell:", "tellBack:");
  const workspace = repository({ "docs/events.yaml": events, "new.yaml": added });
  const first = await register(workspace);
  strictEqual(first.exitCode, 0, first.text);
  match(first.text, /event +order\.returned/);
  strictEqual((await register(workspace)).value.kind, "nothing");
  strictEqual(workspace.readText("docs/shop.yaml"), shop);
});

test("a message joins its channel", async () => {
  const added = `channels: { orders: { messages: { gone: { name: order.cancelled, payload: { type: object, properties: { id: { type: string } } } } } } }`;
  const workspace = repository({ "docs/events.yaml": events, "new.yaml": added });
  const first = await register(workspace);
  strictEqual(first.exitCode, 0, first.text);
  match(first.text, /order\.cancelled/);
});

test("it is asked which document is meant where several could be", async () => {
  const workspace = repository({ "docs/depot.yaml": shop.replace("Shop", "Depot") });
  deepStrictEqual((await register(workspace)).rules, ["contract/unclear-document"]);
  strictEqual((await register(workspace, { document: "./docs/depot.yaml" })).exitCode, 0);
  strictEqual(workspace.readText("docs/shop.yaml"), shop);
  match((await register(workspace, { document: "docs/depo.yaml" })).text, /docs\/depot\.yaml/);
  const titled = repository({
    "docs/depot.yaml": shop.replace("Shop", "Depot"),
    "new.yaml": `openapi: 3.1.0\ninfo: { title: shop, version: "1" }\n${cancel}`,
  });
  strictEqual((await register(titled)).value.kind, "registered");
  ok(titled.readText("docs/shop.yaml") !== shop);
});

test("what would break the document, or another one, is not written", async () => {
  for (const [text, rule] of [
    [
      "paths: {/a: {get: {responses: {'200': {$ref: '#/components/responses/Gone'}}}}}",
      "contract/unresolved-reference",
    ],
    ["openapi: 3.0.0\ninfo: {}\nasyncapi: 3.0.0\nchannels: {}", "contract/unclear-document"],
    ["just: text", "contract/nothing-to-register"],
    ["a: [", "contract/unreadable"],
    ["swagger: '2.0'\npaths: {/a: {get: {}}}", "contract/other-format"],
  ] as const) {
    const workspace = repository({ "new.yaml": text });
    const { rules, exitCode } = await register(workspace);
    strictEqual(exitCode, 2, text);
    ok(rules.includes(rule), `${text}: ${rules}`);
    strictEqual(workspace.readText("docs/shop.yaml"), shop);
  }
  const workspace = repository({
    "docs/more.yaml": shop.replaceAll("amount", "sum").replaceAll("Order", "Problem"),
  });
  const { rules } = await register(workspace, { document: "docs/shop.yaml" });
  ok(rules.includes("contract/contradiction"), `${rules}`);
});

test("missing errors and a version that was accepted already are told", async () => {
  const workspace = repository({ "new.yaml": cancel.replace(/^ +"404".*\n/m, "") });
  await contractAccept.run(workspace, { why: "because" }, context);
  const { rules, exitCode } = await register(workspace);
  strictEqual(exitCode, 0);
  deepStrictEqual(rules.toSorted(), [
    "contract/missing-authentication",
    "contract/missing-error-answers",
    "contract/unversioned-change",
  ]);
});

test("files that are not there or lie outside are told, and a record takes what is written as OpenAPI", async () => {
  const record = "# Shop\n\n### GET /orders\n\nLists.\n\n| field | type |\n|---|---|\n| id | string |\n";
  const workspace = repository({ "docs/shop.md": record });
  deepStrictEqual((await register(workspace, { from: "gone.yaml" })).rules, ["contract/not-found"]);
  strictEqual((await register(workspace, { from: "../../etc/passwd" })).exitCode, 2);
  const { exitCode, text } = await register(workspace, { document: "docs/shop.md" });
  strictEqual(exitCode, 0, text);
  const after = workspace.readText("docs/shop.md") ?? "";
  ok(after.startsWith(record));
  match(after, /^### DELETE \/orders\/\{id\}$/m);
});
