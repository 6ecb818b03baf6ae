import assert from "node:assert/strict";
import { test } from "node:test";
import type { Domain } from "#domain";
import { understandText } from "./check.ts";

interface Given {
  /** What is shown of a kennel beside its name, and what is sent of it. */
  readonly shown: string;
  readonly sent?: string;
  /** How a new one is answered. */
  readonly made?: string;
  /** Whether dogs have operations of their own. */
  readonly dogs?: boolean;
}

const kennel = '{ $ref: "#/components/schemas/Kennel" }';

/** Kennels, which show something beside their names. */
function kennels({ shown, sent = "", made = kennel, dogs = true }: Given): Domain {
  return understandText(`openapi: 3.1.0
info: { title: Kennels, version: "1" }
paths:
  /kennels:
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [name], properties: { name: { type: string }${sent} } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: ${made} } } } }
  /kennels/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get:
      responses: { "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Kennel" } } } } }
    delete:
      responses: { "204": { description: gone } }
${
  dogs
    ? `  /dogs:
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [call], properties: { call: { type: string } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Dog" } } } } }
`
    : ""
}components:
  schemas:
    Kennel: { type: object, required: [id, name], properties: { id: { type: integer }, name: { type: string }, ${shown} } }
    Dog: { type: object, required: [id, call], properties: { id: { type: integer }, call: { type: string } } }
`);
}

function reasons({ operations }: Domain): readonly string[] {
  return operations.flatMap(({ method, path, behaviour }) =>
    behaviour.kind === "custom" ? [`${method} ${path}: ${behaviour.reason}`] : [],
  );
}

const list = 'dogs: { type: array, items: { $ref: "#/components/schemas/Dog" } }';

test("a list of rows that have operations of their own is no list of copies that nothing writes", () => {
  const domain = kennels({ shown: list });
  const why = "nothing says which Dog rows are the dogs of a Kennel (Kennel)";
  assert.deepEqual(reasons(domain), [
    `post /kennels: ${why}`,
    `get /kennels/{id}: ${why}`,
    "delete /kennels/{id}: no operation makes Kennel rows, and dogs could not be loaded",
  ]);
});

test("nor is an object with some of what such a row has, where it is called after it", () => {
  const some = "type: object, properties: { id: { type: integer }, call: { type: string } }";
  assert.deepEqual(reasons(kennels({ shown: `topDog: { ${some} }` })).slice(0, 1), [
    "post /kennels: nothing says which Dog the topDog of a Kennel is (Kennel)",
  ]);
  assert.deepEqual(reasons(kennels({ shown: `seat: { ${some} }` })), []);
  assert.deepEqual(
    reasons(
      kennels({
        shown: "dog: { type: object, properties: { id: { type: integer }, fee: { type: number } } }",
      }),
    ),
    [],
  );
});

test("what does not show it goes on, and keeps no place for it", () => {
  const made =
    "{ type: object, required: [id, name], properties: { id: { type: integer }, name: { type: string } } }";
  const domain = kennels({ shown: list, made });
  assert.deepEqual(reasons(domain), [
    "get /kennels/{id}: nothing says which Dog rows are the dogs of a Kennel (Kennel)",
  ]);
  const fields = domain.entities.find(({ name }) => name === "Kennel")?.fields;
  assert.deepEqual(
    fields?.map(({ name }) => name),
    ["id", "name"],
  );
});

test("a list that bodies give, or of what has no operations of its own, belongs to the row", () => {
  assert.deepEqual(reasons(kennels({ shown: list, sent: `, ${list}` })), []);
  assert.deepEqual(reasons(kennels({ shown: list, dogs: false })), []);
});

test("keys of such rows are none either, where a list is called after them", () => {
  const keys = (name: string, items = "type: integer"): readonly string[] =>
    reasons(kennels({ shown: `${name}: { type: array, items: { ${items} } }` })).slice(0, 1);
  const why = (name: string): string =>
    `post /kennels: nothing says which Dog rows are the ${name} of a Kennel (Kennel)`;
  assert.deepEqual(keys("guardDogs"), [why("guardDogs")]);
  assert.deepEqual(keys("dog_ids", "type: string, format: uuid"), [why("dog_ids")]);
  assert.deepEqual(keys("heights"), []);
  assert.deepEqual(keys("dogs", "type: string"), []);
});
