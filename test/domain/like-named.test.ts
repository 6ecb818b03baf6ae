import assert from "node:assert/strict";
import { test } from "node:test";
import type { Domain } from "#domain";
import { understandText } from "./check.ts";

/** Cups, with a schema each for what is sent and what is shown. */
function cups(sent: string, shown: string): Domain {
  return understandText(`openapi: 3.1.0
info: { title: Cups, version: "1" }
paths:
  /cups:
    post:
      operationId: addCup
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [glaze], properties: { ${sent} } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Cup" } } } } }
  /cups/{id}:
    delete:
      operationId: breakCup
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { "204": { description: gone } }
components:
  schemas:
    Cup: { type: object, required: [id, glaze], properties: { ${shown} } }
`);
}

const text = "{ type: string }";
const plain = `glaze: ${text}`;

function kinds({ operations }: Domain): readonly string[] {
  return operations.map(({ behaviour }) => (behaviour.kind === "custom" ? behaviour.reason : behaviour.kind));
}

test("two fields that are one name in Python leave open what speaks of both", () => {
  const sent = `${plain}, dueDate: ${text}, due_date: ${text}`;
  const domain = cups(sent, `id: { type: integer }, ${sent}`);
  assert.match(kinds(domain)[0] ?? "", /due_date and dueDate are one name in Python/);
});

test("what speaks of one of them is derived, and the row has no second", () => {
  const domain = cups(plain, `id: { type: integer }, ${plain}, ID: ${text}`);
  assert.equal(domain.entities[0]?.fields.filter(({ name }) => name.toLowerCase() === "id").length, 1);
  assert.equal(domain.entities[0]?.identity.field, "id");
});

test("two of them inside an object are told apart no more", () => {
  const size = `size: { type: object, properties: { Height: { type: integer }, height: { type: integer } } }`;
  const domain = cups(`${plain}, ${size}`, `id: { type: integer }, ${plain}, ${size}`);
  assert.match(kinds(domain)[0] ?? "", /height and Height are one name in Python/);
});

test("fields that only begin alike are two", () => {
  const sent = `${plain}, due: ${text}, dueDate: ${text}`;
  assert.equal(kinds(cups(sent, `id: { type: integer }, ${sent}`))[0], "create");
});
