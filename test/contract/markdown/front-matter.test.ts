import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { readContract } from "#contract";

const read = (text: string) => {
  const { value, findings } = readContract("docs/shop.md", text);
  return [
    value?.title,
    value?.operations.map(({ path, span }) => [path, span.line]),
    findings.map(({ rule }) => rule),
  ];
};

test("settings of a page above the text are no text of it, and give its title where no heading does", () => {
  const body = "\n## GET /orders\n\n**Response 204:** none\n";
  deepStrictEqual(read(`---\ntitle: "Orders of a shop"\nweight: 3\n---\n${body}`), [
    "Orders of a shop",
    [["/orders", 6]],
    [],
  ]);
  deepStrictEqual(read(`---\ntitle: Orders\n---\n# Shop\n${body}`), ["Shop", [["/orders", 6]], []]);
});

test("a line across the page is no beginning of settings", () => {
  deepStrictEqual(read("---\n\n# Shop\n\n---\n\n## GET /orders\n\n**Response 204:** none\n"), [
    "Shop",
    [["/orders", 7]],
    [],
  ]);
});
