import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert";
import { test } from "node:test";
import { reportCheck } from "#report";
import { told } from "./told.ts";

const look = { colour: true, width: 80 };

test("the page holds all it needs, and asks no address for anything", async () => {
  const page = reportCheck(await told("html"), look).join("\n");
  match(page, /^<!doctype html>/);
  match(page, /default-src 'none'/);
  doesNotMatch(page, /\b(?:src|href)="(?!#)|url\(|@import|fetch\(|https?:/);
  match(page, /<title>keelback check<\/title>/);
});

test("texts stay texts, whatever they are", async () => {
  const page = reportCheck(await told("html"), look).join("\n");
  strictEqual(page.split("<script>").length, 2);
  match(page, /&lt;\/script&gt;&lt;script&gt;alert\(1\)/);
  match(page, /each &lt;order&gt; reads its \*buyer\*/);
  doesNotMatch(page, /\u001b/);
});

test("a finding has its code with the place marked, its path with the code of each step, and what the fix changes", async () => {
  const page = reportCheck(await told("html"), look).join("\n");
  match(page, /<span class="number"> {4}2<\/span> {5}orders = <mark>Order\.objects\.all\(\)<\/mark>\n/);
  match(page, /<li>reads buyer of each order <code>shop\/views\.py:3:13<\/code><pre>/);
  match(page, /<ins>\+ {4}orders = Order\.objects\.all\(\)\.select_related\(&quot;buyer&quot;\)<\/ins>/);
  match(page, /<details id="rule:django\/n-plus-one">/);
});

test("the picture goes from routes to models, a box for each step", async () => {
  const page = reportCheck(await told("html"), look).join("\n");
  const svg = /<svg[\s\S]*?<\/svg>/.exec(page)?.[0] ?? "";
  deepStrictEqual(
    [...svg.matchAll(/class="column" x="(\d+)" y="14">(\w+)/g)].map(([, x, name]) => [x, name]),
    [
      ["2", "routes"],
      ["292", "models"],
    ],
  );
  strictEqual([...svg.matchAll(/<rect/g)].length, 3);
  ok(svg.includes("Order.buyer is a foreign key"));
});
