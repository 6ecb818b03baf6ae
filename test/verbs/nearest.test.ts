import { strictEqual } from "node:assert";
import { test } from "node:test";
import { nearest } from "../../src/verbs/nearest.ts";

test("the name that was probably meant", () => {
  const names = ["build", "plan", "prove", "explain"];
  strictEqual(nearest("biuld", names), "build");
  strictEqual(nearest("Plan", names), "plan");
  strictEqual(nearest("explian", names), "explain");
  strictEqual(nearest("zzz", names), undefined);
  strictEqual(nearest("x".repeat(1_000_000), names), undefined);
});
