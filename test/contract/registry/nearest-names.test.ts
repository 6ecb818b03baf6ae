import { deepStrictEqual, ok } from "node:assert";
import { test } from "node:test";
import { nearestNames } from "../../../src/contract/registry/nearest-names.ts";

const many = Array.from({ length: 20_000 }, (_, index) => `readThing${index}x`);

test("what was meant is found wherever it stands in a long list", () => {
  deepStrictEqual(nearestNames("readInvioce", [...many, "readInvoice", "closeInvoice"], 5), ["readInvoice"]);
  deepStrictEqual(nearestNames("order", ["Order", "border", "orders", "invoice"], 2), ["Order", "border"]);
});

test("names that are all alike are compared in bounded number, and a very long question names nothing", () => {
  const alike = Array.from({ length: 20_000 }, (_, index) => `row${String(index).padStart(40, "0")}`);
  const from = performance.now();
  deepStrictEqual(nearestNames("row", alike, 5), []);
  deepStrictEqual(nearestNames(`row${"0".repeat(38)}`, alike, 5).length, 5);
  deepStrictEqual(nearestNames("x".repeat(100_000), alike, 5), []);
  ok(performance.now() - from < 10_000);
});
