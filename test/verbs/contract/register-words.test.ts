import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { test } from "node:test";
import { readContract } from "#contract";
import { reports } from "#report";
import { type MemoryWorkspace, openMemory } from "#workspace";
import { contractAccept } from "../../../src/verbs/contract/accept.ts";
import { contractList } from "../../../src/verbs/contract/list.ts";
import { contractRegister } from "../../../src/verbs/contract/register.ts";
import type { ContractRegisterInput } from "../../../src/verbs/contract/register-input.ts";
import { context } from "../context.ts";

const shop = `openapi: 3.1.0
info: { title: Shop, version: 1.2.0 } # ours
security: [{ bearerAuth: [] }]
paths:
  /orders:
    get:
      operationId: listOrders
      responses:
        "200": { description: all }
        "401": { description: who, content: { application/json: { schema: { $ref: "#/components/schemas/Problem" } } } }
components:
  schemas:
    Order: { type: object, properties: { amount: { type: string } } }
    Problem: { type: object, properties: { code: { type: string } } }
  securitySchemes:
    bearerAuth: { type: http, scheme: bearer }
`;

const record = `# Shop

**Version:** 1.2.0

<!-- ours -->

## Authentication

| Name | Type |
|---|---|
| bearerAuth | bearer |

## Endpoints

### GET /orders   –   All   of them

**Response 200:** \`Order\`

\`\`\`
# no heading
\`\`\`

## Types

### Order

| Field | Type |
|:--|--:|
| amount | string |

## Error format

| Field | Type |
|---|---|
| code | string |
`;

const events = `asyncapi: 3.0.0
info: { title: Shop, version: 1.2.0 }
channels:
  orders:
    address: shop.orders
    messages:
      made: { name: order.created, payload: { type: object, properties: { id: { type: string } } } }
operations:
  tell: { action: send, channel: { $ref: "#/channels/orders" }, messages: [{ $ref: "#/channels/orders/messages/made" }] }
`;

async function register(workspace: MemoryWorkspace, input: Parameters<typeof contractRegister.run>[1]) {
  const { exitCode, value } = await contractRegister.run(workspace, input, context);
  const text = reports["contract register"].text(value, { colour: false, width: 120 }).join("\n");
  return { exitCode, value, text, rules: value.findings.map(({ rule }) => rule) };
}

/** Every line of a text stands in the other one, in the same order. */
function isKept(before: string, after: string): boolean {
  const lines = after.split("\n");
  let at = 0;
  return before.split("\n").every((line) => {
    at = lines.indexOf(line, at) + 1;
    return at > 0;
  });
}

const order = {
  what: ["operation", "POST", "/orders/{id}/lines"],
  ...{ summary: "Add a line", id: "addLine", path: ["id (uuid)"], query: ["dry (boolean, default false)"] },
  ...{
    body: "Order",
    answer: ["201:Order as it was stored"],
    error: ["401 nobody is signed in", "409 it is there"],
  },
};

test("an operation in words becomes one of the document, with its usual errors and its way of signing in", async () => {
  const workspace = openMemory({ files: { "docs/shop.yaml": shop } });
  const { exitCode, text } = await register(workspace, order);
  strictEqual(exitCode, 0, text);
  const after = workspace.readText("docs/shop.yaml") ?? "";
  ok(isKept(shop, after));
  const { value } = readContract("shop.yaml", after);
  const made = value?.operations.find(({ id }) => id === "addLine");
  ok(made);
  deepStrictEqual(
    made.security.map((each) => [...each.keys()]),
    [["bearerAuth"]],
  );
  deepStrictEqual(
    made.responses.map(({ status, content }) => [
      status,
      content[0]?.schema?.kind === "ref" && content[0].schema.name,
    ]),
    [
      ["201", "Order"],
      ["401", "Problem"],
      ["409", "Problem"],
    ],
  );
  strictEqual((await register(workspace, order)).value.kind, "nothing");
  const other = await register(workspace, { ...order, body: "Problem" });
  deepStrictEqual([other.exitCode, other.rules.includes("contract/clash")], [2, true]);
});

test("the same becomes a section of a markdown record, and all else stays byte for byte", async () => {
  for (const newline of ["\n", "\r\n"]) {
    const before = record.replaceAll("\n", newline);
    const workspace = openMemory({ files: { "docs/shop.md": before } });
    const { exitCode, text } = await register(workspace, { ...order, error: ["409 it is there"] });
    strictEqual(exitCode, 0, text);
    const after = workspace.readText("docs/shop.md") ?? "";
    ok(isKept(before, after));
    ok(after.indexOf("POST /orders/{id}/lines") < after.indexOf("## Types"));
    ok(after.indexOf("POST /orders/{id}/lines") > after.indexOf("# no heading"));
    strictEqual(after.replaceAll("\r\n", "").includes("\r"), false);
    strictEqual(newline === "\n" ? after.includes("\r") : /[^\r]\n/.test(after), false);
    strictEqual((await register(workspace, { ...order, error: ["409 it is there"] })).value.kind, "nothing");
    const type = await register(workspace, { what: ["type", "Line"], field: ["sku (string, required)"] });
    strictEqual(type.exitCode, 0, type.text);
    const event = await register(workspace, {
      what: ["event", "order.paid"],
      field: ["id (uuid, required)"],
      trigger: "it was paid",
    });
    strictEqual(event.exitCode, 0, event.text);
    const { value } = readContract("shop.md", workspace.readText("docs/shop.md") ?? "");
    deepStrictEqual([...(value?.schemas.keys() ?? [])], ["Order", "Line", "Error"]);
    deepStrictEqual(
      value?.events.map(({ name }) => name),
      ["order.paid"],
    );
    ok(isKept(before, workspace.readText("docs/shop.md") ?? ""));
  }
});

test("an event goes to its channel", async () => {
  const workspace = openMemory({ files: { "docs/events.yaml": events } });
  const { exitCode, text } = await register(workspace, {
    ...{ what: ["event", "order.paid"], channel: "shop.orders", field: ["id (uuid, required)"] },
  });
  strictEqual(exitCode, 0, text);
  const after = workspace.readText("docs/events.yaml") ?? "";
  ok(isKept(events, after));
  const made = readContract("events.yaml", after).value?.events.find(({ name }) => name === "order.paid");
  deepStrictEqual([made?.channel?.id, made?.producers.map(({ service }) => service)], ["orders", ["Shop"]]);
});

test("what another document of the service says is not said twice", async () => {
  const workspace = openMemory({
    files: {
      "docs/shop.yaml": shop,
      "docs/more.yaml": shop.replace(
        / {2}\/orders:[\s\S]*components/,
        "  /more: { get: { responses: { '204': { description: no } } } }\ncomponents",
      ),
    },
  });
  const before = new Map(workspace.files);
  const again = await register(workspace, {
    what: ["operation", "GET", "/orders"],
    id: "listOrders",
    answer: ["200 all"],
    error: ["401 who"],
    document: "docs/more.yaml",
  });
  deepStrictEqual([again.exitCode, again.rules[0]], [2, "contract/clash"]);
  deepStrictEqual(new Map(workspace.files), before);
});

test("what is not understood is refused, and nothing is written", async () => {
  for (const wish of [
    { what: [] },
    { what: ["operation"] },
    { what: ["thing", "x"] },
    { what: ["operation", "hello"] },
    { what: ["operation", "GET /x"], answer: ["fine"] },
    { what: ["operation", "GET /x\n\n### GET /y"], answer: ["200"] },
    { what: ["type", "A"], body: "`nonsense of a type`" },
    { what: ["operation", "GET /x"], from: "new.yaml" },
    { what: ["operation", "GET /x"], fromCode: true },
  ]) {
    const workspace = openMemory({ files: { "docs/shop.yaml": shop, "new.yaml": "paths: {}\n" } });
    const { exitCode, value } = await register(workspace, wish);
    deepStrictEqual([exitCode, value.kind], [2, "refused"], JSON.stringify(wish));
    ok(value.findings.length > 0);
    strictEqual(workspace.readText("docs/shop.yaml"), shop);
  }
});

test("what the structure of the document becomes is told, and what is there already is not told again", async () => {
  const old = shop.replace(
    "paths:\n",
    'paths:\n  /old/: { get: { responses: { "204": { description: old } } } }\n',
  );
  const fresh = 'paths: { /lines/: { get: { responses: { "204": { description: all } } } } }\n';
  const workspace = openMemory({ files: { "docs/shop.yaml": old, "new.yaml": fresh } });
  const wish = { what: [], from: "new.yaml", document: "docs/shop.yaml" };
  const { exitCode, value, text } = await register(workspace, wish);
  strictEqual(exitCode, 0, text);
  const told = value.findings.filter(({ rule }) => rule === "structure/no-path-trailing-slash");
  deepStrictEqual(
    told.map(({ message }) => message.includes("/lines/")),
    [true],
    text,
  );
});

test("as the source has it", async () => {
  const source = `from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI(title="Shop")

class Line(BaseModel):
    sku: str
    quantity: int

@app.post("/lines", status_code=201)
def add_line(line: Line) -> Line:
    return line
`;
  for (const file of ["docs/shop.yaml", "docs/shop.md"]) {
    const workspace = openMemory({
      files: { [file]: file.endsWith("md") ? record : shop, "app/main.py": source },
    });
    const made = await register(workspace, { what: ["operation", "POST", "/lines"], fromCode: true });
    strictEqual(made.exitCode, 0, made.text);
    const contract = readContract(file, workspace.readText(file) ?? "").value;
    const operation = contract?.operations.find(({ path }) => path === "/lines");
    ok(operation?.requestBody);
    ok(contract?.schemas.has("Line"));
  }
});

test("an event as the source gives it", async () => {
  const source = `import json

import pika
from fastapi import FastAPI

app = FastAPI(title="Shop")
channel = pika.BlockingConnection().channel()


@app.post("/orders", status_code=201)
def place_order(note: str) -> None:
    channel.basic_publish(exchange="", routing_key="order.created", body=json.dumps({"order_id": 1, "note": note}))
`;
  const events = "asyncapi: 3.0.0\ninfo: { title: Shop, version: 1.2.0 }\nchannels: {}\n";
  for (const [file, text] of [
    ["docs/events.yaml", events],
    ["docs/shop.md", record],
  ] as const) {
    const workspace = openMemory({ files: { [file]: text, "app/main.py": source } });
    const made = await register(workspace, { what: ["event", "order.created"], fromCode: true });
    strictEqual(made.exitCode, 0, made.text);
    const event = readContract(file, workspace.readText(file) ?? "").value?.events.find(
      ({ channel }) => channel?.address === "order.created",
    );
    deepStrictEqual(
      event?.payload?.kind === "schema" && event.payload.properties.map(({ name }) => name),
      ["order_id", "note"],
      made.text,
    );
    const { exitCode, text: told } = await register(workspace, {
      what: ["event", "order.creatd"],
      fromCode: true,
    });
    strictEqual(exitCode, 2);
    match(told, /no event "order\.creatd"[\s\S]*did you mean "order\.created"/);
  }
  const workspace = openMemory({ files: { "docs/shop.yaml": shop, "app/main.py": source } });
  const { text } = await register(workspace, { what: ["type", "order.created"], fromCode: true });
  ok(!text.includes("did you mean"), text);
});

test("a proposal is left with it, and somebody else accepts just that", async () => {
  const workspace = openMemory({ files: { "docs/shop.yaml": shop }, environment: { USER: "ada" } });
  const bare = await register(workspace, { ...order, propose: true });
  strictEqual(bare.exitCode, 2);
  strictEqual(workspace.readText("docs/shop.yaml"), shop);
  const made = await register(workspace, { ...order, propose: true, why: "lines are added one by one" });
  strictEqual(made.exitCode, 0, made.text);
  ok(made.value.kind === "registered" && made.value.proposal);
  match(made.text, /somebody\s+else: keelback contract accept --proposal/);
  const id = made.value.proposal.digest;
  const own = await contractAccept.run(workspace, { proposal: id }, context);
  strictEqual(own.value.kind, "refused");
  const { value } = await contractAccept.run(workspace, { proposal: id, by: "bob" }, context);
  ok(value.kind === "accepted", JSON.stringify(value));
  deepStrictEqual(
    value.entry.items.map(({ name, change }) => [name, change]),
    [["POST /orders/{id}/lines", "added"]],
  );
});

const older = `swagger: "2.0"
info: { title: Shop, version: 1.0.0 }
basePath: /v1
consumes: [application/json]
produces: [application/json]
paths:
  /orders:
    get:
      operationId: listOrders
      responses:
        "200": { description: all, schema: { type: array, items: { $ref: "#/definitions/Order" } } }
        "400": { description: wrong, schema: { $ref: "#/definitions/Problem" } }
securityDefinitions:
  key: { type: apiKey, in: header, name: X-Key }
definitions:
  Order: { type: object, required: [id], properties: { id: { type: string, format: uuid } } }
  Problem: { type: object, properties: { message: { type: string } } }
`;
const newer = `openapi: 3.0.3
info: { title: Shop, version: 1.0.0 }
servers: [{ url: /v1 }]
paths:
  /orders:
    get:
      operationId: listOrders
      responses:
        "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Order" } } } } }
        "400": { description: wrong, content: { application/json: { schema: { $ref: "#/components/schemas/Problem" } } } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
  schemas:
    Order: { type: object, required: [id], properties: { id: { type: string, format: uuid } } }
    Problem: { type: object, properties: { message: { type: string } } }
`;

test("what is added to Swagger 2.0 is said in its words, and is the same as in OpenAPI 3", async () => {
  const wishes: readonly ContractRegisterInput[] = [
    {
      what: ["operation", "POST /orders"],
      ...{ id: "placeOrder", summary: "Places it", auth: "key", body: "Order", tag: ["orders"] },
      ...{ answer: ["201:Order as it was stored", "202"], error: ["409 it was placed before"] },
    },
    {
      what: ["operation", "GET /orders/{id}/lines"],
      ...{ path: ["id (uuid)"], answer: ["200:Order[] its lines"], header: ["X-Trace (string)"] },
      query: [
        "limit (integer, default 20, max 100)",
        "state (string[], one of open, closed)",
        "above (number, > 0)",
      ],
    },
    {
      what: ["type", "Money"],
      field: [
        "amount (decimal, required)",
        "note (string | null)",
        "owner (Order)",
        "kind (enum: a, b)",
        "more (map of string to integer)",
      ],
    },
  ];
  for (const wish of wishes) {
    const both = [];
    for (const text of [older, newer]) {
      const workspace = openMemory({ files: { "docs/shop.yaml": text } });
      const { exitCode, value } = await contractRegister.run(workspace, wish, context);
      strictEqual(exitCode, 0, JSON.stringify(value.findings));
      const after = workspace.readText("docs/shop.yaml") ?? "";
      if (text === older) strictEqual(/components|requestBody|content:/.test(after), false, after);
      const { value: list } = await contractList.run(workspace, {}, context);
      both.push(list.items.map(({ kind, name, digest }) => `${kind} ${name} ${digest}`));
    }
    deepStrictEqual(both[0], both[1]);
  }
});

test("what Swagger 2.0 has no words for is told, and nothing is written by half", async () => {
  const workspace = openMemory({ files: { "docs/shop.yaml": older } });
  const wish = { what: ["operation", "POST /orders"], body: "Order", answer: ["2XX:Order"] };
  const { exitCode, value } = await contractRegister.run(workspace, wish, context);
  strictEqual(exitCode, 2);
  deepStrictEqual(
    value.findings.map(({ rule, message }) => [rule, /"2XX"/.test(message)]),
    [["contract/other-format", true]],
  );
  strictEqual(workspace.readText("docs/shop.yaml"), older);
});
