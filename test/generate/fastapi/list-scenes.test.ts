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

test("a row that was made without what a change must say has it afterwards", () => {
  const schema = (name: string, required: string, properties: string): string =>
    `    ${name}: { type: object, required: [${required}], properties: { ${properties} } }\n`;
  const texts = "label: { type: string }, source: { type: string }";
  const item = "parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]";
  const body = (name: string): string =>
    `requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/${name}" } } } }`;
  const answer = (code: string): string =>
    `responses: { "${code}": { description: done, content: { application/json: { schema: { $ref: "#/components/schemas/Salt" } } } } }`;
  const salts = emitTests(
    blueprintOf(`openapi: 3.1.0
info: { title: Salts, version: "1" }
paths:
  /salts: { post: { operationId: mine, ${body("NewSalt")}, ${answer("201")} } }
  /salts/{id}:
    get: { operationId: taste, ${item}, ${answer("200")} }
    put: { operationId: refine, ${item}, ${body("Refined")}, ${answer("200")} }
components:
  schemas:
${schema("NewSalt", "label", texts)}${schema("Refined", "label, source", texts)}${schema("Salt", "id, label", `id: { type: integer }, ${texts}`)}`),
  );
  checkTests(salts);
  const refined = textOf(salts, "tests/salts/test_refine.py");
  match(refined, /\*\*salt,\s*"source": details\["source"\],\s*field: value/);
});
