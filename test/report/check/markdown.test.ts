import { deepStrictEqual, strictEqual } from "node:assert";
import { test } from "node:test";
import { reportCheck } from "#report";
import { files, finding, spanAt, told } from "./told.ts";

const look = { colour: true, width: 80 };

test("each finding with its code, its path and what mends it; nothing of it is taken for marks", async () => {
  deepStrictEqual(reportCheck(await told("markdown"), look).slice(2, 27), [
    "### error: `django/n-plus-one` at `shop/views.py:2:14`",
    "",
    "1 + N queries: each &lt;order\\> reads its \\*buyer\\*",
    "",
    "```python",
    "def list_orders(request):",
    "    orders = Order.objects.all()",
    "```",
    "",
    "1. GET /orders/ → list\\_orders `shop/views.py:1:1`",
    "2. reads buyer of each order `shop/views.py:3:13`",
    "3. Order.buyer is a foreign key `shop/models.py:2:5`",
    "",
    '**Mend** (`--fix --unsafe`): Order.objects.all().select\\_related("buyer")',
    "",
    "```diff",
    "--- shop/views.py",
    "@@ 2 @@",
    "-    orders = Order.objects.all()",
    '+    orders = Order.objects.all().select_related("buyer")',
    "```",
    "",
    "### note: `source/unread-file`",
    "",
    "&lt;/script\\>&lt;script\\>alert(1)&lt;/script\\>\\\\x1b\\[31m",
  ]);
});

test("a fence is longer than those within", async () => {
  const ticked = "x = '```'\n";
  const span = { ...spanAt("shop/views.py", "def"), line: 1 };
  const value = await told("markdown", [{ ...finding, span, path: [], fix: { safety: "safe", edits: [] } }]);
  const lines = reportCheck(
    { ...value, sources: new Map([...Object.entries(files), ["shop/views.py", ticked]]) },
    look,
  );
  strictEqual(lines.includes("````python"), true);
});
