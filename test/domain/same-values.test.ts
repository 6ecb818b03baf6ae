import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { understandText } from "./check.ts";

const text = readFileSync(join(import.meta.dirname, "../whole/looms.yaml"), "utf8");

function loom(given: string): (name: string) => unknown {
  const found = understandText(given).entities.find(({ name }) => name === "Loom");
  return (name) => found?.fields.find((field) => field.name === name)?.meaning;
}

function reasonOf(given: string, id: string): string | undefined {
  const found = understandText(given).operations.find((operation) => operation.id === id)?.behaviour;
  return found?.kind === "custom" ? found.reason : undefined;
}

test("a list that goes in under one name and comes out under another is one", () => {
  const meaning = loom(text)("pattern");
  assert.deepEqual(meaning, { kind: "also", of: "bands", meaning: { kind: "objects", value: "Band" } });
});

test("of two lists that it could be it is neither", () => {
  const two = text.replaceAll(
    'pattern: { type: array, items: { $ref: "#/components/schemas/Band" } }',
    'pattern: { type: array, items: { $ref: "#/components/schemas/Band" } }, spare: { type: array, items: { $ref: "#/components/schemas/Band" } }',
  );
  const flow = two.replaceAll(/^( +)(pattern: .*\}), (spare: .*)$/gm, "$1$2\n$1$3");
  assert.notDeepEqual((loom(flow)("pattern") as { kind: string }).kind, "also");
});

test("a value whose words stand in another order is the same, unless one form shows both", () => {
  const day = { kind: "scalar", type: "date" };
  assert.deepEqual(loom(text)("day_warp"), { kind: "also", of: "warp_day", meaning: day });
  const both = text.replace(
    "day_warp: { type: string, format: date }",
    "day_warp: { type: string, format: date }\n        warp_day: { type: string, format: date }",
  );
  assert.deepEqual(loom(both)("day_warp"), day);
});

test("what words call the sum of a number of each line is that, and changes with the list", () => {
  assert.deepEqual(loom(text)("width"), {
    kind: "total",
    type: "integer",
    over: "bands",
    price: { of: "line", field: "thread_count" },
    said: true,
  });
  assert.equal(reasonOf(text, "rewarpLoom"), undefined);
});

test("what words call worked out in another way is left open", () => {
  const other = text.replace("the sum of all thread counts", "the sum of all thread weights");
  assert.equal(reasonOf(other, "warpLoom"), 'some value "is calculated", and only words say how');
  const more = text.replace(
    "The width is recalculated.",
    "The width is recalculated. The price is recalculated.",
  );
  assert.equal(reasonOf(more, "rewarpLoom"), 'some value "is recalculated", and only words say how');
});
