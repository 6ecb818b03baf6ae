import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { readContract } from "#contract";
import { reports } from "#report";
import { type MemoryWorkspace, openMemory } from "#workspace";
import { contractRegister } from "../../../src/verbs/contract/register.ts";
import { context } from "../context.ts";

const file = "docs/events.yaml";
const events = `# What the shop tells others.
asyncapi: '2.6.0'
info: { title: Shop, version: 1.2.0 }   # with its version
channels:
  shop/orders:
    # Others subscribe to it.
    subscribe:
      operationId: tellOrders
      message:
        name: order.created
        payload: { type: object, properties: { id: { type: string } } }
components:
  schemas:
    Order: { type: object, properties: { id: { type: string } } }
`;

async function register(workspace: MemoryWorkspace, input: Parameters<typeof contractRegister.run>[1]) {
  const { exitCode, value } = await contractRegister.run(workspace, input, context);
  const text = reports["contract register"].text(value, { colour: false, width: 200 }).join("\n");
  return { exitCode, text, after: workspace.readText(file) ?? "" };
}

/** The events of a text, each with its channel, who gives it, who takes it, and the fields that it carries. */
function eventsOf(text: string) {
  const { value, findings } = readContract(file, text);
  deepStrictEqual(findings, []);
  return (value?.events ?? []).map(({ name, channel, producers, consumers, payload }) => [
    name,
    channel?.address,
    producers.length,
    consumers.length,
    payload?.kind === "schema" ? payload.properties.map((each) => each.name) : payload?.name,
  ]);
}

const known = ["order.created", "shop/orders", 1, 0, ["id"]];

/** Every line of a text stands in the other one, in the same order. */
function isKept(before: string, after: string): boolean {
  const lines = after.split("\n");
  let at = 0;
  return before.split("\n").every((line) => {
    at = lines.indexOf(line, at) + 1;
    return at > 0;
  });
}

describe("events are registered into a document of AsyncAPI 2", () => {
  test("what the service gives is what others subscribe to, and all that stands stays", async () => {
    const workspace = openMemory({ files: { [file]: events } });
    const what = ["event", "order.paid"];
    const field = ["orderId (string, required)", "paidAt (date-time)"];
    const made = await register(workspace, {
      what,
      channel: "shop/payments/{shopId}",
      field,
      summary: "It is paid",
    });
    strictEqual(made.exitCode, 0, made.text);
    ok(isKept(events, made.after));
    match(
      made.after,
      /^ {2}shop\/payments\/\{shopId\}:\n {4}subscribe:\n {6}message:\n {8}name: order\.paid\n/m,
    );
    ok(!made.after.includes("operations:"));
    deepStrictEqual(
      readContract(file, made.after).value?.events.map(({ name }) => name),
      ["order.created", "order.paid"],
    );
  });

  test("what it takes is what others publish, on a channel that is there too", async () => {
    const workspace = openMemory({ files: { [file]: events } });
    const what = ["event", "order.wished"];
    const made = await register(workspace, { what, channel: "shop/orders", body: "Order", receive: true });
    strictEqual(made.exitCode, 0, made.text);
    ok(isKept(events, made.after));
    deepStrictEqual(eventsOf(made.after), [["order.wished", "shop/orders", 0, 1, "Order"], known]);
  });

  test("a message stands among the shared ones, where the document has such", async () => {
    const shared = events.replace(
      "  schemas:\n",
      "  messages:\n    gone: { name: order.gone, payload: { type: object } }\n  schemas:\n",
    );
    const workspace = openMemory({ files: { [file]: shared } });
    const made = await register(workspace, { what: ["event", "order.paid"], channel: "paid", body: "Order" });
    strictEqual(made.exitCode, 0, made.text);
    match(made.after, /\$ref: ['"]?#\/components\/messages\/order\.paid/);
    deepStrictEqual(eventsOf(made.after), [known, ["order.paid", "paid", 1, 0, "Order"]]);
  });

  test("what a fragment in AsyncAPI 3 says of operations, parameters and schemes is said", async () => {
    const fragment = `asyncapi: 3.1.0
info: { title: Shop, version: 1.2.0 }
channels:
  stock:
    address: shop/stock/{item}
    description: What is there
    parameters: { item: { description: Which, enum: [a, b] } }
    messages:
      changed: { name: stock.changed, payload: { type: object, properties: { count: { type: integer } } } }
      asked: { name: stock.asked, payload: { type: object } }
operations:
  tellStock: { action: send, summary: Tells, channel: { $ref: "#/channels/stock" }, messages: [{ $ref: "#/channels/stock/messages/changed" }] }
  hear: { action: receive, channel: { $ref: "#/channels/stock" }, messages: [{ $ref: "#/channels/stock/messages/asked" }] }
`;
    const workspace = openMemory({ files: { [file]: events, "more.yaml": fragment } });
    const made = await register(workspace, { from: "more.yaml" });
    strictEqual(made.exitCode, 0, made.text);
    const { value } = readContract(file, made.after);
    const found = value?.events.find(({ name }) => name === "stock.changed");
    deepStrictEqual(
      [found?.producers.map(({ operation }) => operation), found?.channel?.description],
      [["tellStock"], "What is there"],
    );
    deepStrictEqual(
      found?.channel?.parameters.map(({ name, description, schema }) => [
        name,
        description,
        schema?.kind === "schema" && schema.enum,
      ]),
      [["item", "Which", ["a", "b"]]],
    );
    deepStrictEqual(
      value?.events.find(({ name }) => name === "stock.asked")?.consumers.map(({ operation }) => operation),
      ["hear"],
    );
  });
});

describe("nothing is registered into it by half", () => {
  test("the same again adds nothing, and the same otherwise is a clash", async () => {
    const workspace = openMemory({ files: { [file]: events } });
    const again = { what: ["event", "order.created"], channel: "shop/orders" };
    const same = await register(workspace, { ...again, field: ["id (string)"] });
    deepStrictEqual([same.exitCode, same.after], [0, events], same.text);
    const other = await register(workspace, { ...again, field: ["id (integer)"] });
    deepStrictEqual([other.exitCode, other.after], [2, events], other.text);
    match(other.text, /event order\.created is there already/);
  });

  test("a second message in one direction would change what stands", async () => {
    const workspace = openMemory({ files: { [file]: events } });
    const { exitCode, text, after } = await register(workspace, {
      what: ["event", "order.paid"],
      channel: "shop/orders",
      body: "Order",
    });
    deepStrictEqual([exitCode, after], [2, events]);
    match(text, /channel shop\/orders of docs\/events\.yaml carries another message in this direction/);
  });

  test("two operations are not made one", async () => {
    const fragment = `asyncapi: 3.0.0
info: { title: Shop, version: 1.2.0 }
channels:
  stock:
    address: stock
    messages:
      changed: { name: stock.changed, payload: { type: object } }
      gone: { name: stock.gone, payload: { type: object } }
operations:
  tell: { action: send, channel: { $ref: "#/channels/stock" }, messages: [{ $ref: "#/channels/stock/messages/changed" }] }
  warn: { action: send, channel: { $ref: "#/channels/stock" }, messages: [{ $ref: "#/channels/stock/messages/gone" }] }
`;
    const workspace = openMemory({ files: { [file]: events, "more.yaml": fragment } });
    const two = await register(workspace, { from: "more.yaml" });
    deepStrictEqual([two.exitCode, two.after], [2, events]);
    match(two.text, /has no words for "tell", "warn"/);
    workspace.apply([
      {
        kind: "write",
        path: "more.yaml",
        text: fragment.replace(/ {2}warn: .*\n/, "").replace(/, messages: \[.*\] \}/, " }"),
      },
    ]);
    const one = await register(workspace, { from: "more.yaml" });
    strictEqual(one.exitCode, 0, one.text);
    deepStrictEqual(
      eventsOf(one.after).map(([name]) => name),
      ["order.created", "stock.changed", "stock.gone"],
    );
  });

  test("what AsyncAPI 2 has no words for is told", async () => {
    const fragment = `asyncapi: 3.0.0
info: { title: Shop, version: 1.2.0 }
channels:
  stock:
    address: stock
    messages: { changed: { name: stock.changed, payload: { type: object } } }
operations:
  tell: { action: send, channel: { $ref: "#/channels/stock" }, reply: { channel: { $ref: "#/channels/stock" } } }
`;
    const workspace = openMemory({ files: { [file]: events, "more.yaml": fragment } });
    const { exitCode, text, after } = await register(workspace, { from: "more.yaml" });
    deepStrictEqual([exitCode, after], [2, events]);
    match(text, /AsyncAPI 2\.6, which has no words for "reply"/);
    match(text, /bring the document to AsyncAPI 3/);
  });
});
