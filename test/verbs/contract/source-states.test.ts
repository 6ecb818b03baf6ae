import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { test } from "node:test";
import { reports } from "#report";
import { type MemoryWorkspace, openMemory } from "#workspace";
import { contractList } from "../../../src/verbs/contract/list.ts";
import { contractQuery } from "../../../src/verbs/contract/query.ts";
import { contractShow } from "../../../src/verbs/contract/show.ts";
import { drift } from "../../../src/verbs/drift.ts";
import { context } from "../context.ts";

const keeping = { ...context, runtime: { ...context.runtime, digest: () => "one" } };
const contract = `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: it, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } } }
  /orders:
    get: { responses: { "200": { description: all } } }
  /carts:
    get: { responses: { "200": { description: all } } }
components:
  schemas:
    Order: { type: object, required: [id, note], properties: { id: { type: integer }, note: { type: string } } }
`;
const source = `from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class Order(BaseModel):
    id: int
    note: int


@app.get("/orders/{id}")
def read_order(id: int) -> Order: ...


@app.get("/orders")
def list_orders(): ...
`;
const tests = `from fastapi.testclient import TestClient
from app.main import app


def test_orders():
    assert TestClient(app).get("/orders").status_code == 200
`;
const other = contract.replace("Shop", "Bank").replaceAll("/orders", "/accounts").replace("/carts", "/cards");
const files = {
  "docs/shop.yaml": contract,
  "docs/bank.yaml": other,
  "app/main.py": source,
  "tests/test_orders.py": tests,
};

async function list(workspace: MemoryWorkspace, input = {}) {
  const { value } = await contractList.run(workspace, input, keeping);
  const json = reports["contract list"].json(value);
  const text = reports["contract list"].text(value, { colour: false, width: 160 }).join("\n");
  const items = json["items"] as readonly {
    name: string;
    source: { kept: string; tested: boolean } | null;
  }[];
  return {
    text,
    compared: json["compared"],
    states: Object.fromEntries(
      items.map(({ name, source: its }) => [name, its && `${its.kept} ${its.tested}`]),
    ),
  };
}

async function query(workspace: MemoryWorkspace, what: string): Promise<string> {
  const { value } = await contractQuery.run(workspace, { what: what.split(" ") }, keeping);
  return reports["contract query"].text(value, { colour: false, width: 200 }).join("\n");
}

const known = {
  "GET /carts": "no null",
  "GET /orders": "yes true",
  "GET /orders/{id}": "partly false",
  // Another service's, of which nothing is said here.
  "GET /accounts": null,
  "GET /accounts/{id}": null,
  "GET /cards": null,
};

test("a list compares with the source where it is asked to, and remembers while nothing changes", async () => {
  const workspace = openMemory({ files });
  const first = await list(workspace);
  strictEqual(first.compared, "never");
  match(first.text, /not known here: keelback contract list --code/);
  const asked = await list(workspace, { code: true });
  deepStrictEqual({ ...asked.states, Order: undefined }, { ...known, Order: undefined });
  match(asked.text, /GET \/orders\/\{id\} +partly implemented, untested/);
  match(asked.text, /GET \/carts +not implemented/);
  deepStrictEqual((await list(workspace)).states, asked.states);
  workspace.apply([{ kind: "write", path: "app/main.py", text: source.replace("note: int", "note: str") }]);
  const changed = await list(workspace);
  strictEqual(changed.compared, "changed");
  match(changed.text, /changed since they were compared/);
  strictEqual((await list(workspace, { code: true })).states["GET /orders/{id}"], "yes false");
});

test("a query warns of known drift with both places, and never of what has changed since", async () => {
  const workspace = openMemory({ files });
  match(await query(workspace, "GET /orders/1"), /not known here: keelback drift/);
  await drift.run(workspace, {}, keeping);
  const told = await query(workspace, "GET /orders/1");
  match(told, /source +partly implemented, untested at app\/main\.py:12:2/);
  match(told, /drifting: .*note.*\(docs\/shop\.yaml:\d+:\d+, app\/main\.py:9:\d+\)/);
  const { value } = await contractShow.run(workspace, { name: ["GET", "/orders/{id}"] }, keeping);
  match(reports["contract show"].text(value, { colour: false, width: 200 }).join("\n"), /drifting: /);
  ok(!(await query(workspace, "Order")).includes("not known"));
  for (const [path, text] of [
    ["docs/shop.yaml", `${contract}# more\n`],
    ["docs/shop.yaml", contract],
    ["keelback.yaml", "rules: { drift/field-differs: off }\n"],
  ] as const) {
    workspace.apply([{ kind: "write", path, text }]);
    const now = await query(workspace, "GET /orders/1");
    strictEqual(now.includes("drifting: "), text === contract, path);
    strictEqual(now.includes("changed since"), text !== contract, path);
  }
  await drift.run(workspace, {}, keeping);
  const without = await query(workspace, "GET /orders/1");
  ok(!without.includes("by contract") && without.includes("partly implemented"));
  ok(!without.includes("no test calls"));
});

test("what is kept of a comparison is not believed where somebody changed it", async () => {
  const workspace = openMemory({ files });
  await drift.run(workspace, {}, keeping);
  const path = [...workspace.files.keys()].find((each) => each.startsWith("/cache/comparisons/")) ?? "";
  const text = workspace.readText(path) ?? "";
  for (const broken of ["", text.slice(0, -9), text.replace("partly", "always"), `x${text}`]) {
    workspace.at("/cache").apply([{ kind: "write", path, text: broken }]);
    match(await query(workspace, "GET /orders/1"), /not known here/);
  }
});
