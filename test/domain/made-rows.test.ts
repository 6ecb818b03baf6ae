import assert from "node:assert/strict";
import { test } from "node:test";
import { summarise, understandText } from "./check.ts";

const json = (schema: string) => `content: { application/json: { schema: ${schema} } }`;

/** Songs that are made from a body with these fields, and answered so. */
function songs(given: string, answered = '{ $ref: "#/components/schemas/Song" }'): readonly string[] {
  return summarise(
    understandText(`openapi: 3.1.0
info: { title: Songs, version: "1" }
paths:
  /songs:
    post:
      requestBody: { required: true, ${json(`{ type: object, required: [${given}], properties: { ${given}: { type: string } } }`)} }
      responses: { "201": { description: made, ${json(answered)} } }
  /songs/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: one, ${json('{ $ref: "#/components/schemas/Song" }')} } }
components:
  schemas:
    Song: { type: object, properties: { id: { type: integer }, song_title: { type: string }, link: { type: string } } }
`),
  );
}

test("a new row is made of what some answer shows", () => {
  const key = "{ type: object, required: [id], properties: { id: { type: integer } } }";
  assert.equal(songs("song_title")[0], "POST /songs create public");
  assert.equal(songs("song_title", key)[0], "POST /songs create public");
  assert.equal(
    songs("song_title", key.replace("required: [id], ", "").replace("id:", "songId:"))[0],
    "POST /songs create public",
  );
  assert.equal(songs("melody")[0], "POST /songs custom public");
  assert.equal(songs("melody", key)[0], "POST /songs custom public");
});
