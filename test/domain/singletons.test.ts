import assert from "node:assert/strict";
import { test } from "node:test";
import { understandText } from "./check.ts";

interface Given {
  readonly path?: string;
  readonly summary?: string;
  readonly properties?: string;
  readonly required?: string;
  readonly more?: string;
}

/** A document that is read and changed at one path. */
function kinds({
  path = "/rates",
  summary = "Rates",
  properties = "day: { type: number }, night: { type: number }",
  required = "",
  more = "",
}: Given): readonly string[] {
  const text = `openapi: 3.1.0
info: { title: Rates, version: "1" }
paths:
  ${path}:
    get:
      summary: ${summary}
      responses: { "200": { description: all, content: { application/json: { schema: { $ref: "#/components/schemas/Rates" } } } } }
    put:
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Rates" } } } }
      responses: { "200": { description: set } }
${more}
components:
  schemas:
    Rates: { type: object, required: [${required}], properties: { ${properties} } }
`;
  return understandText(text).operations.map(({ behaviour }) => behaviour.kind);
}

const both = ["read-singleton", "update-singleton"];
const open = ["custom", "custom"];

test("an object that is read and changed at a path without parameters is one for all", () => {
  assert.deepEqual(kinds({}), both);
  assert.deepEqual(kinds({ path: "/admin/rules/rates" }), both);
});

test("a list among its fields makes it no list", () => {
  assert.deepEqual(
    kinds({ properties: "zones: { type: array, items: { type: string } }, count: { type: integer }" }),
    both,
  );
});

test("what may be the caller's own is left open", () => {
  assert.deepEqual(kinds({ path: "/me/rates" }), open);
  assert.deepEqual(kinds({ path: "/preferences" }), open);
  assert.deepEqual(kinds({ summary: "Your rates" }), open);
});

test("what must be shown and has no default leaves it open", () => {
  assert.deepEqual(
    kinds({ properties: "band: { type: string, enum: [LOW, HIGH] }", required: "band" }),
    open,
  );
});

test("a path below which rows have keys is a collection", () => {
  const more = `  /rates/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Rates" } } } } }`;
  assert.ok(!kinds({ more }).includes("read-singleton"));
});
