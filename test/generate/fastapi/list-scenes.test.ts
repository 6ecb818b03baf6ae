import { match } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { emitTests } from "../../../src/generate/fastapi/tests/index.ts";
import { blueprintOf, checkTests, textOf } from "./check-tests.ts";

const emitted = emitTests(blueprintOf(readFileSync(join(import.meta.dirname, "quarry.yaml"), "utf8")));
const text = textOf(emitted, "tests/stones/test_stones.py");

test("tests of lists are Python", () => {
  checkTests(emitted);
});

test("a row that changes is sent what its body must say besides", () => {
  const [changed = ""] = /def test_keeps_the_order_when_a_stone_changes[\s\S]*?page = /.exec(text) ?? [];
  match(changed, /\{"label": stone\["label"\], "grade": stone\["grade"\]\}\s*\| \{"note": /);
});

test("rows are made with values that a filter may ask for", () => {
  const [filtered = ""] = /def test_filters_by_grade[\s\S]*?assert /.exec(text) ?? [];
  match(filtered, /grade="raw"/);
  match(filtered, /stones\(client, grade="raw"\)/);
});

test("a row is found by its key, whatever the answer to its making calls that", () => {
  const warren = emitTests(blueprintOf(readFileSync(join(import.meta.dirname, "warren.yaml"), "utf8")));
  checkTests(warren);
  match(textOf(warren, "tests/burrows/test_peek.py"), /answered\.pop\("id"\) == burrow\["burrowId"\]/);
  match(textOf(warren, "tests/burrows/test_burrows.py"), /answered\.pop\("id"\) == burrow\["burrowId"\]/);
  match(textOf(warren, "tests/burrows/test_fill.py"), /fill\(client, burrow\["burrowId"\]\)/);
});
