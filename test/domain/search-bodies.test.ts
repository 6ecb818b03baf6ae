import assert from "node:assert/strict";
import { test } from "node:test";
import { understandText } from "./check.ts";

const json = (schema: string) => `content: { application/json: { schema: ${schema} } }`;

test("what a search is asked by is nothing that rows have", () => {
  const { entities } = understandText(`openapi: 3.1.0
info: { title: Tunes, version: "1" }
paths:
  /tunes:
    post:
      requestBody: { required: true, ${json("{ type: object, required: [key], properties: { key: { type: string } } }")} }
      responses: { "201": { description: made, ${json('{ $ref: "#/components/schemas/Tune" }')} } }
  /tunes/search:
    post:
      requestBody: { required: true, ${json("{ type: object, properties: { key: { type: string }, shortest: { type: integer }, limit: { type: integer } } }")} }
      responses: { "200": { description: found, ${json('{ type: array, items: { $ref: "#/components/schemas/Tune" } }')} } }
components:
  schemas:
    Tune: { type: object, required: [id, key], properties: { id: { type: integer }, key: { type: string } } }
`);
  assert.deepEqual(
    entities.map(({ name, fields }) => [name, fields.map((field) => field.name)]),
    [["Tune", ["id", "key"]]],
  );
});
