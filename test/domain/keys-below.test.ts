import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldOf } from "#domain";
import { understandText } from "./check.ts";

const schema = (name: string) =>
  `content: { application/json: { schema: { $ref: '#/components/schemas/${name}' } } }`;

/** Labels below a shelf, which paths select by `key`; `all`: another path to them. */
function labels({ key = "name", type = "string", all = "" }: { key?: string; type?: string; all?: string }) {
  return understandText(`openapi: 3.1.0
info: { title: Shelves, version: "1" }
paths:
  /jars:
    post:
      requestBody: { required: true, ${schema("NewJar")} }
      responses: { "201": { description: made, ${schema("Jar")} } }
  /jars/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: one, ${schema("Jar")} } }
  /shelves:
    post:
      requestBody: { required: true, ${schema("NewJar")} }
      responses: { "201": { description: made, ${schema("Shelf")} } }
  /shelves/{shelfId}/labels:
    post:
      parameters: [{ name: shelfId, in: path, required: true, schema: { type: integer } }]
      requestBody: { required: true, ${schema("Label")} }
      responses: { "201": { description: made, ${schema("Label")} } }
  /shelves/{shelfId}/labels/{${key}}:
    get:
      parameters:
        - { name: shelfId, in: path, required: true, schema: { type: integer } }
        - { name: ${key}, in: path, required: true, schema: { type: ${type} } }
      responses: { "200": { description: one, ${schema("Label")} } }
${all}
components:
  schemas:
    NewJar: { type: object, required: [glass], properties: { glass: { type: string } } }
    Jar: { type: object, required: [id, glass], properties: { id: { type: integer }, glass: { type: string } } }
    Shelf: { type: object, required: [id, glass], properties: { id: { type: integer }, glass: { type: string } } }
    Label: { type: object, required: [${key}], properties: { ${key}: { type: ${type} }, amount: { type: integer } } }
`).entities.find(({ name }) => name === "Label");
}

test("a key that is said below a row only is unique below that row", () => {
  assert.equal(labels({})?.identity.within, "Shelf");
});

test("a key that is called after another entity names one of its rows", () => {
  const label = labels({ key: "jar_id", type: "integer" });
  assert.equal(label?.identity.within, "Shelf");
  assert.deepEqual(label && fieldOf(label, "jar_id")?.refersTo, { entity: "Jar", onDelete: "refuse" });
});

test("a key that another path says without the row above is unique everywhere", () => {
  const all = `
  /labels:
    get:
      responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Label' } } } } } }
  /labels/{name}:
    get:
      parameters: [{ name: name, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: one, ${schema("Label")} } }`;
  assert.equal(labels({ all })?.identity.within, undefined);
});

test("an id that every new row must bring is its key wherever it lies", () => {
  assert.equal(labels({ key: "id", type: "string" })?.identity.within, undefined);
});
