import { ok, strictEqual } from "node:assert";
import { test } from "node:test";
import { isPlaceOfName } from "../../../src/facts/flow/statement-places.ts";
import { processorMs } from "../../processor-time.ts";

test("a text that is made to be long is looked at in time", () => {
  const started = processorMs();
  strictEqual(isPlaceOfName("create ".repeat(100_000), ""), false);
  strictEqual(isPlaceOfName(`${"create ".repeat(100_000)}index orders_key on `, ""), true);
  ok(processorMs() - started < 5_000, `${processorMs() - started} ms`);
});
