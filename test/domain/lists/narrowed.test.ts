import assert from "node:assert/strict";
import { test } from "node:test";
import type { Domain } from "#domain";
import { understandText } from "../check.ts";

const json = (schema: string) => `content: { application/json: { schema: ${schema} } }`;
const row = '{ $ref: "#/components/schemas/Boat" }';
const rows = (more = "") =>
  `responses: { "200": { description: boats, ${json(`{ type: array, items: ${row} }`)} }${more} }`;
const by = (name: string, type = "string") =>
  `parameters: [{ name: ${name}, in: path, required: true, schema: { type: ${type} } }]`;

const boats = (path: string, operation: string) => `openapi: 3.1.0
info: { title: Boats, version: "1" }
paths:
  /boats:
    get: { ${rows()} }
    post: { requestBody: { required: true, ${json('{ $ref: "#/components/schemas/NewBoat" }')} }, responses: { "201": { description: made, ${json(row)} } } }
  /boats/{id}:
    get: { ${by("id", "integer")}, responses: { "200": { description: one, ${json(row)} }, "404": { description: none } } }
  /yards:
    post: { requestBody: { required: true, ${json("{ type: object, required: [title], properties: { title: { type: string } } }")} }, responses: { "201": { description: made, ${json('{ $ref: "#/components/schemas/Yard" }')} } } }
  /yards/{id}:
    get: { ${by("id", "integer")}, responses: { "200": { description: one, ${json('{ $ref: "#/components/schemas/Yard" }')} }, "404": { description: none } } }
  ${path}:
    get: { ${operation} }
components:
  schemas:
    NewBoat:
      type: object
      required: [rig, name, yardId]
      properties: { rig: { type: string, enum: [sloop, ketch] }, name: { type: string }, yardId: { type: integer }, weight: { type: number } }
    Boat:
      type: object
      required: [id, rig, name, yardId]
      properties: { id: { type: integer }, rig: { type: string, enum: [sloop, ketch] }, name: { type: string }, yardId: { type: integer }, weight: { type: number } }
    Yard: { type: object, required: [id, title], properties: { id: { type: integer }, title: { type: string } } }
`;

function narrowing(domain: Domain): unknown {
  const { behaviour } = domain.operations.at(-1) ?? {};
  if (behaviour?.kind === "custom") return behaviour.reason;
  if (behaviour?.kind !== "list") return behaviour?.kind;
  return behaviour.narrowed && { parameter: behaviour.narrowed.parameter, field: behaviour.narrowed.field };
}

const read = (path: string, name: string, type?: string) =>
  narrowing(understandText(boats(path, `${by(name, type)}, ${rows()}`)));

test("a path that ends in a value of a field lists the rows that have it", () => {
  assert.deepEqual(read("/boats/rig/{rig}", "rig"), { parameter: "rig", field: "rig" });
  assert.deepEqual(read("/boats/by-name/{name}", "name"), { parameter: "name", field: "name" });
  assert.deepEqual(read("/boats/findByRig/{value}", "value"), { parameter: "value", field: "rig" });
  assert.deepEqual(read("/catalogue/rig/{rig}", "rig"), { parameter: "rig", field: "rig" });
});

test("so does one that ends in the key of a row that they name", () => {
  assert.deepEqual(read("/boats/yard/{yardId}", "yardId", "integer"), {
    parameter: "yardId",
    field: "yardId",
  });
  assert.deepEqual(read("/boats/yard/{id}", "id", "integer"), { parameter: "id", field: "yardId" });
});

test("what the path says beside is not passed over", () => {
  assert.equal(read("/boats/sunken/{rig}", "rig"), "nothing says what sunken in the path does to the list");
});

test("a value of another type, or of no field, is left open", () => {
  assert.equal(read("/boats/yard/{yardId}", "yardId"), "nothing says what the path parameter yardId selects");
  assert.equal(read("/boats/mast/{mast}", "mast"), "nothing says what the path parameter mast selects");
  assert.equal(
    read("/boats/weight/{weight}", "weight", "number"),
    "nothing says what the path parameter weight selects",
  );
});

test("what tells of the list may stand beside it, but a row may have a list of its own", () => {
  const told = (name: string) =>
    `responses: { "200": { description: boats, ${json(`{ type: object, required: [message, ${name}], properties: { message: { type: string }, ${name}: { type: array, items: ${row} } } }`)} } }`;
  const around = (name: string) =>
    narrowing(understandText(boats("/boats/rig/{rig}", `${by("rig")}, ${told(name)}`)));
  assert.deepEqual(around("data"), { parameter: "rig", field: "rig" });
  assert.notDeepEqual(around("crew"), { parameter: "rig", field: "rig" });
});
