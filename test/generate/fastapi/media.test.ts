import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { emitApp } from "../../../src/generate/fastapi/app/index.ts";
import { emitTests } from "../../../src/generate/fastapi/tests/index.ts";
import { blueprintOf, brokenRules, checkTests, textOf } from "./check-tests.ts";

const archive = readFileSync(join(import.meta.dirname, "..", "..", "whole", "archive.yaml"), "utf8");
const plain = readFileSync(join(import.meta.dirname, "bistro.yaml"), "utf8");
const blueprint = blueprintOf(archive);
const files = new Map(emitApp(blueprint).map(({ path, text }) => [path, text]));

test("what reads and writes other media types breaks no rule, and is not there without need", () => {
  for (const path of ["media_types", "xml_documents", "urlencoded_forms", "schema_texts"]) {
    const text = files.get(`app/${path}.py`);
    assert.ok(text, path);
    assert.deepEqual(brokenRules(text), [], path);
  }
  const other = emitApp(blueprintOf(plain)).map(({ path }) => path);
  assert.ok(!other.some((path) => /media_types|xml_|urlencoded|schema_texts/.test(path)));
});

test("models say how they are spelled, and routes what they take and answer", () => {
  const schemas = files.get("app/sheets/schemas.py") ?? "";
  assert.match(
    schemas,
    /json_schema_extra=\{"xml": \{"name": "sheet", "namespace": "urn:example:maps", "prefix": "m"\}\}/,
  );
  assert.match(schemas, /sheet_id: Annotated\[int, Xml\(\{"name": "no", "attribute": True\}\)\]/);
  assert.match(schemas, /Xml\(\{\}, \{"name": "keyword"\}\)/);
  const routes = files.get("app/sheets/routes.py") ?? "";
  assert.match(routes, /route_class=MediaTypeRoute/);
  assert.match(routes, /also_answered\(Sheet, TEXT_XML\)/);
});

test("tests write XML and forms from the contract, and read answers with a parser", () => {
  const emitted = emitTests(blueprint);
  checkTests(emitted);
  const added = textOf(emitted, "tests/sheets/test_add_sheet.py");
  assert.match(added, /<m:sheet xmlns:m="urn:example:maps" coloured="true">/);
  assert.match(added, /<keyword>second keyword<\/keyword><keyword>first keyword<\/keyword>/);
  assert.match(added, /"keywords": "second keyword\|first keyword"/);
  assert.match(added, /"frame\[north\]": 7.5/);
  const read = textOf(emitted, "tests/sheets/test_read_sheet.py");
  assert.match(read, /document\.tag == "\{urn:example:maps\}sheet"/);
  assert.match(read, /document\.get\("coloured"\) == "true"/);
});

test("what reads XML without lists that are wrapped is told no tag that it does not use", () => {
  const schema = `{ type: object, required: [label], properties: { label: { type: string } } }`;
  const emitted = emitApp(
    blueprintOf(`openapi: 3.1.0
info: { title: Test, version: "1" }
paths:
  /crates:
    post:
      operationId: make
      requestBody: { required: true, content: { application/json: { schema: ${schema} }, application/xml: { schema: ${schema} } } }
      responses: { "201": { description: made, content: { application/json: { schema: { type: object, required: [id, label], properties: { id: { type: integer }, label: { type: string } } } } } } }
`),
  );
  const text = emitted.find(({ path }) => path === "app/xml_documents.py")?.text ?? "";
  assert.deepEqual(brokenRules(text), []);
  assert.match(text, /def _read\(self, element: Element, schema: Schema\)/);
});
