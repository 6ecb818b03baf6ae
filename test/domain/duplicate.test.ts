import assert from "node:assert/strict";
import { test } from "node:test";
import { understandText } from "./check.ts";

interface Given {
  readonly fields?: string;
  readonly body?: string;
  readonly said?: string;
  readonly below?: string;
}

const card = "content: { application/json: { schema: { $ref: '#/components/schemas/Card' } } }";
const notes = `
  /cards/{id}/notes:
    post:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [text], properties: { text: { type: string } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { type: object, required: [id, text], properties: { id: { type: integer }, text: { type: string } } } } } } }`;
const guests = `
  /cards/{id}/guests:
    post:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Guest' } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: '#/components/schemas/Guest' } } } } }
  /cards/{id}/guests/{name}:
    delete:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }, { name: name, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: gone } }`;

/** Cards, one of which is copied. */
function copied({ fields = "title: { type: string }", body = "", said = "", below = "" }: Given) {
  const domain = understandText(`openapi: 3.1.0
info: { title: Cards, version: "1" }
paths:
  /cards:
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [title], properties: { ${fields} } } } } }
      responses: { "201": { description: made, ${card} } }
  /cards/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: one, ${card} } }
  /cards/{id}/duplicate:
    post:
      operationId: copy
      summary: "${said}"
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      ${body}
      responses: { "201": { description: another, ${card} } }
${below}
components:
  schemas:
    Guest: { type: object, required: [name], properties: { name: { type: string }, seat: { type: integer } } }
    Card: { type: object, required: [id, title], properties: { id: { type: integer, readOnly: true }, ${fields}, status: { type: string, enum: [draft, sent], readOnly: true } } }
`);
  return {
    behaviour: domain.operations.find(({ id }) => id === "copy")?.behaviour,
    assumptions: domain.assumptions.map(({ setting }) => setting),
  };
}

const reasonOf = (given: Given): string => {
  const { behaviour } = copied(given);
  return behaviour?.kind === "custom" ? behaviour.reason : "";
};

test("what new rows may bring is copied, and nothing else", () => {
  const { behaviour } = copied({});
  assert.ok(behaviour?.kind === "duplicate");
  assert.deepEqual(behaviour.fields, ["title"]);
  assert.deepEqual(behaviour.below, []);
});

test("rows below go along, which is assumed", () => {
  const { behaviour, assumptions } = copied({ below: notes });
  assert.ok(behaviour?.kind === "duplicate");
  assert.deepEqual(behaviour.below, [{ entity: "Note", fields: ["text"] }]);
  assert.deepEqual(assumptions, ["domain.operations.copy.behaviour"]);
});

test("rows that others may have made go along where words name them", () => {
  assert.match(reasonOf({ below: guests }), /^whether its Guest rows, which others may have made/);
  const { behaviour } = copied({ below: guests, said: "Copy a card with its guests" });
  assert.equal(behaviour?.kind, "duplicate");
});

test("what no copy can have as it is, or a body says otherwise, is left open", () => {
  assert.match(
    reasonOf({ fields: "title: { type: string }, shades: { type: array, items: { type: string } }" }),
    /^the copying of shades/,
  );
  const body =
    "requestBody: { content: { application/json: { schema: { type: object, properties: { title: { type: string } } } } } }";
  assert.match(reasonOf({ body }), /^what its body says/);
});
