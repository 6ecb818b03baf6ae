import { deepStrictEqual, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { readStatement } from "../../../src/facts/sql/read-statement.ts";

describe("statements about one table", () => {
  test("rows by a condition, sorted and cut", () => {
    deepStrictEqual(
      readStatement(
        "SELECT o.id, o.number FROM shop_order AS o WHERE o.state = %s AND (o.total > 5 OR o.paid) ORDER BY o.made_at DESC LIMIT 10;",
      ),
      {
        kind: "select",
        table: "shop_order",
        items: [
          { kind: "column", name: "id" },
          { kind: "column", name: "number" },
        ],
        distinct: false,
        where: {
          kind: "and",
          of: [
            { kind: "compare", column: "state", operator: "=", value: { kind: "parameter", of: 0 } },
            {
              kind: "or",
              of: [
                { kind: "compare", column: "total", operator: ">", value: { kind: "number", raw: "5" } },
                { kind: "flag", column: "paid" },
              ],
            },
          ],
        },
        groups: [],
        order: [{ column: "made_at", descending: true }],
        limit: { kind: "number", raw: "10" },
      },
    );
  });

  test("what is written", () => {
    deepStrictEqual(readStatement("update orders set seen = seen + 1, note = NULL where id = :id"), {
      kind: "update",
      table: "orders",
      set: [
        {
          column: "seen",
          value: {
            kind: "binary",
            operator: "+",
            left: { kind: "column", name: "seen" },
            right: { kind: "number", raw: "1" },
          },
        },
        { column: "note", value: { kind: "null" } },
      ],
      where: { kind: "compare", column: "id", operator: "=", value: { kind: "parameter", of: "id" } },
    });
    strictEqual(readStatement('delete from "orders"')?.kind, "delete");
    strictEqual(readStatement("insert into orders (a, b) values (%s, 'it''s')")?.kind, "insert");
  });

  test("one that is asked whether there are any", () => {
    const read = readStatement("SELECT EXISTS(SELECT 1 FROM orders WHERE id IN (1, 2))");
    deepStrictEqual(read?.kind === "select" && read.items, [{ kind: "one" }]);
  });
});

describe("all else is left alone", () => {
  for (const text of [
    "",
    "select 1",
    "select nextval('numbers')",
    "select a from orders join lines on lines.order_id = orders.id",
    "select a from orders, lines",
    "select a::text from orders",
    "select lower(a) from orders",
    "select a from orders where b = (select max(b) from orders)",
    "with recursive t as (select 1) select * from t",
    "select a, row_number() over (order by b) from orders",
    "select a from orders union select a from lines",
    "select lines.a from orders",
    "select a from public.orders",
    "select a from orders where b @> %s",
    "insert into orders (a) values (1) on conflict do nothing",
    "insert into orders (a, b) values (1)",
    "insert into orders (a) values (1), (2)",
    "update orders set a = 1 returning id",
    "truncate orders",
    "lock table orders",
    "create table orders (id int)",
    "select a from orders where …",
    `select a from orders where ${"(".repeat(5_000)}`,
    `select a from orders where ${"not ".repeat(500)} b`,
    "select a from orders where a = 'open",
    "select from where",
    "select a from orders where a = null",
    "select a from orders where a = \\'x\\'",
    "select /*+ parallel */ a from orders",
  ])
    test(text.slice(0, 80), () => strictEqual(readStatement(text), undefined));
});
