import { deepStrictEqual, match, strictEqual } from "node:assert";
import { test } from "node:test";
import { reports } from "#report";
import { openMemory } from "#workspace";
import { drift } from "../../src/verbs/drift.ts";
import { context } from "./context.ts";

const contract = `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    post:
      summary: Place an order
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/NewOrder" } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } } }
  /orders/{orderId}:
    get:
      parameters: [{ name: orderId, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: it, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } } }
components:
  schemas:
    NewOrder: { type: object, required: [userId], properties: { userId: { type: integer } } }
    Order: { type: object, required: [id], properties: { id: { type: integer }, note: { type: [string, "null"] } } }
`;
const source = `from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class NewOrder(BaseModel):
    userId: int


class Order(BaseModel):
    id: int
    note: str | None


@app.post("/api/orders", status_code=201)
def place_order(order: NewOrder) -> Order: ...


@app.get("/api/orders/{order_id}")
def read_order(order_id: int) -> Order: ...


@app.get("/health")
def health() -> dict[str, str]: ...
`;
const tests = `from fastapi.testclient import TestClient
from app.main import app

client = TestClient(app)


def test_orders():
    assert client.post("/api/orders", json={"userId": 1}).status_code == 201
    assert client.get("/api/orders/1").status_code == 200
`;
const other = `openapi: 3.1.0
info: { title: Depot, version: 1.0.0 }
paths: { /parcels: { get: { responses: { "200": { description: all } } } } }
`;

async function run(code: string, more: Readonly<Record<string, string>> = {}, input = {}) {
  const files = {
    "docs/shop.yaml": contract,
    "app/__init__.py": "",
    "app/main.py": code,
    "tests/test_orders.py": tests,
  };
  const result = await drift.run(openMemory({ files: { ...files, ...more } }), input, context);
  return { ...result, text: reports.drift.text(result.value, { colour: false, width: 120 }).join("\n") };
}

test("says nothing of source that keeps its contract, and leaves contracts of other services alone", async () => {
  const { exitCode, value, text } = await run(source, { "docs/depot.yaml": other });
  deepStrictEqual(value.drifts, []);
  strictEqual(exitCode, 0);
  match(text, /docs\/shop\.yaml: 2 of 2 operations answered/);
  match(text, /not compared, .*docs\/depot\.yaml/);
});

test("shows both places of a difference, and the mend for the side that is to follow", async () => {
  const renamed = source.replace("    userId: int", "    user_id: int");
  const { exitCode, text } = await run(renamed);
  strictEqual(exitCode, 1);
  match(text, /app\/main\.py:8:5 +error +drift\/field-renamed/);
  match(text, /contract: userId: integer +docs\/shop\.yaml:15:/);
  const document = await run(renamed, {}, { direction: "document" });
  match(document.text, /docs\/shop\.yaml:15:\d+ +error +drift\/field-renamed/);
  match(document.text, /mend +write user_id: integer/);
});

test("finds what is not answered, not documented and not tested", async () => {
  const changed = source
    .replace('@app.get("/api/orders/{order_id}")', '@app.get("/api/basket")')
    .replace("order_id: int", "");
  const { value } = await run(changed, {
    "tests/test_orders.py": tests.replace(/ {4}assert client.post.*\n/, ""),
  });
  deepStrictEqual(value.drifts.map(({ kind, item }) => `${kind} ${item}`).toSorted(), [
    "operation-missing GET /orders/{orderId}",
    "operation-undocumented GET /api/basket",
    "operation-untested POST /orders",
  ]);
});

test("settings turn a kind off, and say how severe it is", async () => {
  const renamed = source.replace("    userId: int", "    user_id: int");
  const off = await run(renamed, { "keelback.yaml": "rules: { drift/field-renamed: off }\n" });
  strictEqual(off.exitCode, 0);
  const note = await run(renamed, { "keelback.yaml": "rules: { drift: note }\n" });
  deepStrictEqual([note.exitCode, note.value.findings.map(({ severity }) => severity)], [0, ["note"]]);
});

test("without a contract, or without source that says what it answers, nothing is compared", async () => {
  strictEqual((await run("x = 1\n")).exitCode, 2);
  const none = await drift.run(openMemory({ files: { "app.py": source } }), {}, context);
  deepStrictEqual([none.exitCode, none.value.findings[0]?.rule], [2, "contract/no-documents"]);
});
