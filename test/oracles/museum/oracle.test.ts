import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { loadScript } from "../script.ts";
import { checkScript } from "../script-checks.ts";

const script = loadScript(join(import.meta.dirname, "oracle.yaml"));

checkScript(import.meta.dirname, {
  operations: 8,
  secured: Object.keys(script.operations),
  answersOnly: ["ticket-refused"],
});

test("the opening hours to be loaded fill more than the largest page, in no order", () => {
  const dates = script.given["MuseumDailyHours"]?.map(({ date }) => String(date)) ?? [];
  assert.equal(new Set(dates).size, dates.length);
  assert.ok(dates.filter((date) => date > "2091").length > 30);
  assert.notDeepEqual(dates, dates.toSorted());
});
