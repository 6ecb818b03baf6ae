import { deepStrictEqual, match, strictEqual } from "node:assert";
import { test } from "node:test";
import { parse } from "yaml";
import { readContract } from "#contract";
import { reports } from "#report";
import { openMemory } from "#workspace";
import { contractExtract } from "../../../src/verbs/contract/extract.ts";
import { context } from "../context.ts";

const look = { colour: false, width: 100 };
const workspace = openMemory({
  files: {
    "app/main.py": `
from fastapi import FastAPI
from pydantic import BaseModel
app = FastAPI(title="Shop")
class Order(BaseModel):
    id: int
@app.get("/orders/{order_id}")
def read_order(order_id: int) -> Order: ...
@app.get("/raw")
def raw(): ...
`,
    "other/broken.py": "def f(:\n",
  },
});

test("prints the contract of the source as a document that is read back, each element with its place", async () => {
  const { exitCode, value } = await contractExtract.run(workspace, {}, context);
  strictEqual(exitCode, 0);
  deepStrictEqual([value.operations, value.unknown], [2, 1]);
  const text = reports["contract extract"].text(value, look).join("\n");
  match(text, /^# other\/broken\.py:1/);
  match(text, /x-keelback-at: app\/main\.py:7:/);
  strictEqual(parse(text).openapi, "3.1.0");
  deepStrictEqual(
    readContract("a.yaml", text).value?.operations.map(({ id }) => id),
    ["GET /orders/{order_id}", "GET /raw"],
  );
  const json = reports["contract extract"].text({ ...value, format: "json" }, look).join("\n");
  deepStrictEqual(JSON.parse(json), JSON.parse(JSON.stringify(value.document)));
});

test("says so where there is nothing to extract, and where a path has no Python", async () => {
  const nothing = await contractExtract.run(workspace, { paths: ["other"] }, context);
  deepStrictEqual([nothing.exitCode, nothing.value.document], [1, undefined]);
  match(reports["contract extract"].text(nothing.value, look).join(" "), /there\s+is\s+no\s+contract/);
  strictEqual((await contractExtract.run(workspace, { paths: ["nowhere"] }, context)).exitCode, 2);
});
