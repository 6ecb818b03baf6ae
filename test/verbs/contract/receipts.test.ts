import { deepStrictEqual, match, strictEqual } from "node:assert";
import { test } from "node:test";
import { reports } from "#report";
import { openMemory } from "#workspace";
import { contractAccept } from "../../../src/verbs/contract/accept.ts";
import { contractQuery } from "../../../src/verbs/contract/query.ts";
import { receiptsOf } from "../../../src/verbs/contract/receipts.ts";
import { context } from "../context.ts";

const look = { colour: false, width: 120 };
const shop = `openapi: 3.1.0
info: { title: Shop, version: 1.2.0 }
paths: { /orders: { get: { operationId: listOrders, responses: { "200": { description: it } } } } }
`;

function repository() {
  return openMemory({ files: { "docs/shop.yaml": shop } });
}

async function query(workspace: ReturnType<typeof repository>, task: string, what = "listOrders") {
  const { exitCode, value } = await contractQuery.run(workspace, { what: [what], for: task }, context);
  return { exitCode, text: reports["contract query"].text(value, look).join("\n") };
}

test("what was looked up for a task is kept, once, with its version once it is accepted", async () => {
  const workspace = repository();
  match((await query(workspace, "SHOP-1")).text, /receipt: GET \/orders, digest [0-9a-f]{7}, not accepted/);
  const files = workspace.files.size;
  await query(workspace, "SHOP-1");
  strictEqual(workspace.files.size, files);
  await contractAccept.run(workspace, { why: "first", by: "Ada" }, context);
  match(
    (await query(workspace, "SHOP-1")).text,
    /receipt: GET \/orders, version 1, looked up for SHOP-1 at 2026/,
  );
  const { value, findings } = receiptsOf(workspace, "SHOP-1");
  deepStrictEqual([value.map(({ version }) => version).toSorted(), findings], [[1, undefined], []]);
  deepStrictEqual(receiptsOf(workspace, "SHOP-2").value, []);
});

test("a miss leaves no receipt", async () => {
  const workspace = repository();
  strictEqual((await query(workspace, "SHOP-1", "nothingOfThatName")).exitCode, 1);
  deepStrictEqual(receiptsOf(workspace, "SHOP-1"), { value: [], findings: [] });
});

test("a task is never a path, and what was put in by others is not believed", async () => {
  const workspace = repository();
  strictEqual((await query(workspace, "../../../etc/cron.d/x")).exitCode, 0);
  strictEqual(receiptsOf(workspace, "../../../etc/cron.d/x").value.length, 1);
  for (const path of workspace.files.keys())
    match(path, /^\/work\/(?:docs|\.keelback\/receipts\/[0-9a-f]{16})\//);
  strictEqual((await query(workspace, "two\nlines")).exitCode, 2);
  const [path = ""] = [...workspace.files.keys()].filter((each) => each.includes("receipts"));
  workspace.apply([{ kind: "write", path, text: (workspace.readText(path) ?? "").replace("GET", "PUT") }]);
  const { value, findings } = receiptsOf(workspace, "../../../etc/cron.d/x");
  deepStrictEqual([value, findings.map(({ rule }) => rule)], [[], ["contract/receipt-changed"]]);
});
