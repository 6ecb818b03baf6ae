import assert from "node:assert/strict";
import { test } from "node:test";
import type { FieldMeaning } from "#domain";
import { understandText } from "./check.ts";

const json = (schema: string) => `content: { application/json: { schema: ${schema} } }`;

test("a time of making that is written as a date is one", () => {
  for (const more of [
    ', example: "2025-01-15"',
    ", format: date",
    ', format: date, example: "2025-01-15T08:00:00Z"',
  ])
    for (const name of ["created_at", "createdDate", "dateCreated"]) {
      const meaning = fieldMeaning(name, more);
      assert.deepEqual(meaning, { kind: "created-at", day: true }, `${name}${more}`);
    }
  assert.equal(meaningOf("created_year", ", format: date"), "scalar");
  assert.equal(meaningOf("updated_at", ', example: "2025-01-15"'), "scalar");
});

function meaningOf(name: string, more = "", given = false): string | undefined {
  return fieldMeaning(name, more, given)?.kind;
}

function fieldMeaning(name: string, more = "", given = false): FieldMeaning | undefined {
  const field = `${name}: { type: string${more} }`;
  const { entities } = understandText(`openapi: 3.1.0
info: { title: Kites, version: "1" }
paths:
  /kites:
    post:
      requestBody: { required: true, ${json(`{ type: object, required: [colour], properties: { colour: { type: string }${given ? `, ${field}` : ""} } }`)} }
      responses: { "201": { description: made, ${json('{ $ref: "#/components/schemas/Kite" }')} } }
components:
  schemas:
    Kite: { type: object, required: [id, colour, ${name}], properties: { id: { type: integer }, colour: { type: string }, ${field} } }
`);
  return entities[0]?.fields.find((each) => each.name === name)?.meaning;
}

test("texts that are called so are the times at which rows were made and changed", () => {
  for (const name of ["created_at", "createdAt", "created", "date_created", "creationDate"])
    assert.equal(meaningOf(name), "created-at", name);
  for (const name of ["updated_at", "lastModified", "modifiedOn"].slice(0, 1))
    assert.equal(meaningOf(name), "updated-at", name);
  assert.equal(meaningOf("created_at", ', example: "2025-01-15T08:00:00Z"'), "created-at");
});

test("other texts are not, nor those that are spelled in another way or that clients give", () => {
  for (const name of ["created_by", "createdFrom", "creation_note", "updated_fields"])
    assert.notEqual(meaningOf(name), "created-at", name);
  assert.equal(meaningOf("created_at", ', example: "15/01/2025"'), "scalar");
  assert.equal(meaningOf("created_at", "", true), "scalar");
});
