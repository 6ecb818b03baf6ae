import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { isRecord } from "../../../src/contract/markdown/read-record.ts";
import { documentOf, readFine, schemaOfField } from "./records.ts";

const page = readFileSync(new URL("../../../docs/contracts.md", import.meta.url), "utf8");

test("the record that docs/contracts.md shows is read whole, and nothing is wrong with it", () => {
  const record = /````markdown\n([\s\S]*?)\n````/.exec(page)?.[1] ?? "";
  assert.equal(isRecord(record), true);
  const contract = readFine(record);
  assert.deepEqual(
    contract.operations.map(({ method, path }) => `${method} ${path}`),
    ["get /orders", "post /orders", "get /orders/{id}"],
  );
  assert.deepEqual([...contract.schemas.keys()], ["Order", "OrderLine", "Error"]);
  assert.deepEqual(
    contract.events.map(({ name }) => name),
    ["order.created"],
  );
  assert.match(JSON.stringify(documentOf(contract)), /"409":\{"description":"`duplicate_order`/);
});

test("the types and rules that it names are all understood", () => {
  const section = (title: string) => new RegExp(`\n## ${title}\n\n([\\s\\S]*?)\n## `).exec(page)?.[1] ?? "";
  const rules = [...section("Rules").matchAll(/`` ?(.*?) ?``|`([^`]+)`/g)].map((match) =>
    (match[1] ?? match[2] ?? "").trim(),
  );
  assert.ok(rules.length > 15);
  for (const rule of rules) {
    const type = /items/.test(rule)
      ? "string[]"
      : /fields/.test(rule)
        ? "object"
        : /min|>|multiple|decimal/.test(rule)
          ? "number"
          : "string";
    const schema = schemaOfField(type, rule) as { description?: string };
    assert.equal(schema.description, undefined, rule);
    assert.notDeepEqual(schema, schemaOfField(type), rule);
  }
});
