import assert from "node:assert/strict";
import { test } from "node:test";
import { understandText } from "./check.ts";

interface Given {
  /** Properties of what is sent and shown: `pier_id: { type: integer }`. */
  readonly properties: string;
  readonly required?: string;
  readonly key?: string;
  readonly more?: string;
}

/** Piers that boats name. */
function harbour({ properties, required = "name", key = "{ type: integer }", more = "" }: Given): string {
  return `openapi: 3.1.0
info: { title: Harbour, version: "1" }
paths:
  /piers:
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [name], properties: { name: { type: string } ${more} } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Pier" } } } } }
  /piers/{id}:
    delete:
      parameters: [{ name: id, in: path, required: true, schema: ${key} }]
      responses: { "204": { description: gone } }
  /boats:
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [${required}], properties: { name: { type: string }, ${properties} } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Boat" } } } } }
components:
  schemas:
    Pier: { type: object, required: [id, name], properties: { id: ${key}, name: { type: string } ${more} } }
    Boat: { type: object, required: [id, name], properties: { id: { type: integer }, name: { type: string }, ${properties} } }
`;
}

/** `pier_id → Pier refuse`, and what stands behind the names in the assumptions. */
function namedBy(text: string, settings?: Parameters<typeof understandText>[1]): readonly string[] {
  const domain = understandText(text, settings);
  return domain.entities.flatMap(({ fields }) =>
    fields.flatMap(({ name, refersTo }) =>
      refersTo ? [`${name} → ${refersTo.entity} ${refersTo.onDelete}`] : [],
    ),
  );
}

test("a field that is called as a path selects rows names one of those", () => {
  const key = "{ type: string, format: uuid }";
  const text = harbour({ properties: `pierId: ${key}`, key })
    .replace("/piers/{id}", "/piers/{pierId}")
    .replace("{ name: id, in: path", "{ name: pierId, in: path")
    .replaceAll(/\bPier\b/g, "StonePier");
  assert.deepEqual(namedBy(text), ["pierId → StonePier refuse"]);
});

test("a field that is called after an entity and its key names a row of it", () => {
  for (const name of ["pier_id", "pierId", "pier", "home_pier_id", "homePierId", "pier_uuid"])
    assert.deepEqual(namedBy(harbour({ properties: `${name}: { type: integer }` })), [
      `${name} → Pier refuse`,
    ]);
});

test("a field of another type, or called after nothing that is kept, names none", () => {
  for (const property of [
    "pier_id: { type: string }",
    "pier_id: { type: string, format: uuid }",
    "crane_id: { type: integer }",
    "pier_count: { type: integer }",
    "external_pier_id: { type: integer }",
  ])
    assert.deepEqual(namedBy(harbour({ properties: property })), []);
});

test("a text is a key only where it is called by nothing else", () => {
  const key = "{ type: string, pattern: '^pr_[0-9a-z]{26}$' }";
  assert.deepEqual(namedBy(harbour({ key, properties: `pier_id: ${key}` })), ["pier_id → Pier refuse"]);
  assert.deepEqual(namedBy(harbour({ key, properties: `old_pier_id: ${key}` })), []);
  assert.deepEqual(namedBy(harbour({ key, properties: "pier: { type: string }" })), []);
});

test("what may be null becomes null where the other row goes, and nothing else does", () => {
  const properties = "pier_id: { type: [integer, 'null'] }";
  assert.deepEqual(namedBy(harbour({ properties })), ["pier_id → Pier empty"]);
  const domain = understandText(harbour({ properties }));
  assert.deepEqual(
    domain.assumptions.map(({ setting, choices, chosen }) => [setting, choices, chosen]),
    [["domain.references.Boat.pier_id", ["refuse", "empty", "none"], "empty"]],
  );
});

test("the owner settles what becomes of it, or that it names nothing", () => {
  const settled = (properties: string, setting: "refuse" | "empty" | "none") =>
    namedBy(harbour({ properties, required: "name, pier_id" }), {
      operations: {},
      references: { "Boat.pier_id": setting },
    });
  assert.deepEqual(settled("pier_id: { type: [integer, 'null'] }", "refuse"), ["pier_id → Pier refuse"]);
  assert.deepEqual(settled("pier_id: { type: integer }", "none"), []);
  // A row that must name one cannot be without it.
  assert.deepEqual(settled("pier_id: { type: integer }", "empty"), ["pier_id → Pier refuse"]);
});

test("a row that others name is kept, and the refusal is added to the contract", () => {
  const domain = understandText(harbour({ properties: "pier_id: { type: integer }" }));
  const remove = domain.operations.find(({ behaviour }) => behaviour.kind === "delete");
  assert.ok(remove?.behaviour.kind === "delete");
  assert.deepEqual(remove.behaviour.heldBy, [{ entity: "Boat", field: "pier_id" }]);
  assert.equal(remove.refusals.conflict, 409);
  assert.ok(remove.errors.some(({ status, added }) => status === 409 && added !== undefined));
});

test("rows that each need the other could never be made: one of them names none", () => {
  const text = harbour({
    properties: "pier_id: { type: integer }",
    required: "name, pier_id",
    more: ", boat_id: { type: integer }",
  }).replace("required: [name], properties", "required: [name, boat_id], properties");
  assert.deepEqual(namedBy(text), ["boat_id → Boat refuse"]);
});

test("a row may name one of its own kind above it", () => {
  assert.deepEqual(namedBy(harbour({ properties: "parent_id: { type: [integer, 'null'] }" })), [
    "parent_id → Boat empty",
  ]);
});
