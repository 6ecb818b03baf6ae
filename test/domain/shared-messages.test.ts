import assert from "node:assert/strict";
import { test } from "node:test";
import { summarise, understandText } from "./check.ts";

const answers = (status: number, schema: string) =>
  `responses: { "${status}": { description: well, content: { application/json: { schema: ${schema} } } } }`;
const message = answers(200, '{ $ref: "#/components/schemas/Message" }');
const kite = answers(200, '{ $ref: "#/components/schemas/Kite" }');
const body =
  "requestBody: { required: true, content: { application/json: { schema: { type: object, required: [colour], properties: { colour: { type: string } } } } } }";

const kites = (more: string, properties = "message: { type: string }") => `openapi: 3.1.0
info: { title: Kites, version: "1" }
paths:
  /kites:
    get: { ${answers(200, '{ type: array, items: { $ref: "#/components/schemas/Kite" } }')} }
    post: { ${body}, ${answers(201, '{ $ref: "#/components/schemas/Kite" }')} }
  /kites/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { ${kite} }
    put: { ${body}, ${kite} }
    delete: { ${message} }
${more}
components:
  schemas:
    Kite: { type: object, required: [id, colour], properties: { id: { type: integer }, colour: { type: string } } }
    Message: { type: object, properties: { ${properties} } }
`;

const derived = [
  "GET /kites list public",
  "POST /kites create public",
  "GET /kites/{id} read public",
  "PUT /kites/{id} update public",
  "DELETE /kites/{id} delete public",
];

test("one schema that only says how things went stays no row, though a question answers it too", () => {
  const domain = understandText(
    kites(
      `  /winds/check/{code}: { get: { parameters: [{ name: code, in: path, required: true, schema: { type: string } }], ${message} } }`,
    ),
  );
  assert.deepEqual(
    domain.entities.map(({ name }) => name),
    ["Kite"],
  );
  assert.deepEqual(summarise(domain), [...derived, "GET /winds/check/{code} custom public"]);
});

test("rows that only have a message are rows where nothing else answers them", () => {
  const domain = understandText(
    kites(
      `  /notices/{id}: { get: { parameters: [{ name: id, in: path, required: true, schema: { type: integer } }], ${message} } }`,
    ).replace(`delete: { ${message} }`, 'delete: { responses: { "204": { description: gone } } }'),
  );
  assert.deepEqual(
    domain.entities.map(({ name }) => name),
    ["Kite", "Message"],
  );
});
