import { deepStrictEqual, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { findItems, linkRegistry, readRegistryDocument } from "#contract";
import { matchesPath } from "../../../src/contract/registry/match-path.ts";

const shop = `openapi: 3.1.0
info: { title: Shop, version: 1.2.0 }
servers: [{ url: https://shop.example/api }]
paths:
  /orders:
    post:
      operationId: placeOrder
      summary: Place an order
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }
      responses: { "201": { description: placed } }
  /orders/{orderId}:
    get:
      operationId: readOrder
      summary: Read one order
      parameters: [{ name: orderId, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: it } }
  /orders/open:
    get: { operationId: listOpen, summary: List open orders, responses: { "200": { description: them } } }
components:
  schemas:
    Order: { type: object, properties: { userId: { type: string, format: uuid }, lines: { type: array, items: { type: object, properties: { skuCode: { type: string } } } } } }
    Receipt: { type: object, properties: { order: { type: string, format: uri } } }
`;
const registry = linkRegistry(
  [readRegistryDocument("docs/shop.yaml", shop)?.document].flatMap((one) => one ?? []),
);

describe("finds what is asked for, and nothing that is not there", () => {
  const check = (question: string, how: string, names: readonly string[]): void => {
    test(question, () => {
      const found = findItems(registry, question);
      deepStrictEqual(
        [found.how, [...found.items.map(({ name }) => name), ...found.fields.map(({ owner }) => owner)]],
        [how, names],
      );
    });
  };
  check("GET /orders/7", "path", ["GET /orders/{orderId}"]);
  check("get /api/orders/7", "path", ["GET /orders/{orderId}"]);
  check("/orders/open", "path", ["GET /orders/open"]);
  check("GET /orders/{id}?full=1", "path", ["GET /orders/{orderId}"]);
  check("placeOrder", "name", ["POST /orders"]);
  check("place_order", "spelling", ["POST /orders"]);
  check("Order", "name", ["Order"]);
  check("userId", "name", ["Order"]);
  check("user_id", "spelling", ["Order"]);
  check("userid", "spelling", ["Order"]);
  check("order", "spelling", ["Order", "Receipt"]);
  check("sku_code", "spelling", ["Order.lines[]"]);
  check("place orders", "words", ["POST /orders"]);
  check("placeOrders", "words", ["POST /orders"]);
  check("DELETE /orders/7", "nothing", []);
  check("/customers", "nothing", []);
  check("refund", "nothing", []);
  check("", "nothing", []);
});

test("offers the nearest names for a miss", () => {
  deepStrictEqual(findItems(registry, "placeOrdr").nearest, ["placeOrder"]);
  strictEqual(findItems(registry, "delete an order").nearest.includes("POST /orders"), true);
});

test("a template fits whole segments, with letters around a parameter", () => {
  strictEqual(matchesPath("/files/{name}.json", "/files/a.b.json") >= 0, true);
  strictEqual(matchesPath("/files/{name}.json", "/files/.json"), -1);
  strictEqual(matchesPath("/{a}-{b}", "/1-2") >= 0, true);
  strictEqual(matchesPath("/{a}-{b}", "/12"), -1);
  strictEqual(matchesPath("/orders/{id}", "/orders/1/2"), -1);
});

test("the registry says nothing of what is only not built: webhooks and callbacks are events of it", () => {
  const text = shop.replace(
    "paths:",
    "webhooks: { placed: { post: { responses: { '200': { description: taken } } } } }\npaths:",
  );
  const read = readRegistryDocument("docs/shop.yaml", text);
  deepStrictEqual(read?.document.findings, []);
  strictEqual(
    read?.document.entries.some(({ kind, name }) => kind === "event" && name === "placed"),
    true,
  );
});
