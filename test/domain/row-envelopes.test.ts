import assert from "node:assert/strict";
import { test } from "node:test";
import type { Domain } from "#domain";
import { summarise, understandText } from "./check.ts";

/** Making and reading one book, each answered in an envelope. */
function books(envelope: (schema: string) => string): Domain {
  const answer = (status: number): string =>
    `{ "${status}": { description: done, content: { application/json: { schema: ${envelope('{ $ref: "#/components/schemas/Book" }')} } } } }`;
  return understandText(`openapi: 3.1.0
info: { title: Library, version: "1" }
paths:
  /books:
    post:
      operationId: addBook
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/NewBook" } } } }
      responses: ${answer(201)}
  /books/{id}:
    get:
      operationId: readBook
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: ${answer(200)}
components:
  schemas:
    NewBook: { type: object, required: [title], properties: { title: { type: string } } }
    Book: { type: object, required: [id, title], properties: { id: { type: integer }, title: { type: string } } }
`);
}

function constantsOf(domain: Domain): unknown {
  const { behaviour } = domain.operations[0] ?? {};
  return behaviour && "answer" in behaviour && "constants" in behaviour.answer && behaviour.answer.constants;
}

test("a flag, a status and a message beside the data go with every answer", () => {
  const domain = books(
    (schema) =>
      `{ type: object, required: [success, status, message, data], properties: { success: { type: boolean }, status: { type: integer, example: 200 }, message: { type: string, example: Fine }, data: ${schema} } }`,
  );
  assert.deepEqual(summarise(domain), ["POST /books create public", "GET /books/{id} read public"]);
  assert.deepEqual(constantsOf(domain), [
    { name: "success", value: true, open: true },
    { name: "status", value: 200, open: true },
    { name: "message", value: "Fine", open: true },
  ]);
});

test("what need not be there, and nothing explains, is left out", () => {
  const domain = books(
    (schema) =>
      `{ type: object, required: [data], properties: { data: ${schema}, meta: { type: object, properties: { trace: { type: string } } } } }`,
  );
  assert.deepEqual(summarise(domain), ["POST /books create public", "GET /books/{id} read public"]);
});

test("what must be there, and nothing explains, leaves the operation open", () => {
  const domain = books(
    (schema) =>
      `{ type: object, required: [data, fortune], properties: { data: ${schema}, fortune: { type: string } } }`,
  );
  assert.ok(domain.operations.every(({ behaviour }) => behaviour.kind === "custom"));
});

test("beside many rows, too, what need not be told and nothing explains is left out", () => {
  const list = (required: string): Domain =>
    understandText(`openapi: 3.1.0
info: { title: Library, version: "1" }
paths:
  /books:
    get:
      operationId: listBooks
      responses: { "200": { description: all, content: { application/json: { schema: { type: object, required: [${required}], properties: { data: { type: array, items: { $ref: "#/components/schemas/Book" } }, meta: { type: object, properties: { trace: { type: string } } } } } } } } }
components:
  schemas:
    Book: { type: object, required: [id, title], properties: { id: { type: integer }, title: { type: string } } }
`);
  assert.deepEqual(summarise(list("data")), ["GET /books list public"]);
  assert.deepEqual(summarise(list("data, meta")), ["GET /books custom public"]);
});

test("a message in an envelope only tells how it went", () => {
  const told = `{ type: object, required: [success], properties: { success: { type: boolean }, data: { type: object, properties: { message: { type: string, example: Shelved } } } } }`;
  const { operations } = understandText(`openapi: 3.1.0
info: { title: Library, version: "1" }
paths:
  /books:
    post:
      operationId: addBook
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [title], properties: { title: { type: string } } } } } }
      responses: { "201": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } } }
  /books/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    delete: { operationId: dropBook, responses: { "200": { description: gone, content: { application/json: { schema: ${told} } } } } }
  /books/{id}/shelve:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    post: { operationId: shelveBook, responses: { "200": { description: done, content: { application/json: { schema: ${told} } } } } }
components:
  schemas:
    Book: { type: object, required: [id, title, status], properties: { id: { type: integer }, title: { type: string }, status: { type: string, enum: [NEW, SHELVED] } } }
`);
  assert.deepEqual(
    operations.map(({ behaviour }) => behaviour.kind),
    ["create", "delete", "change-state"],
  );
  for (const { behaviour } of operations.slice(1)) {
    const answer = "answer" in behaviour && "envelope" in behaviour.answer ? behaviour.answer : undefined;
    assert.equal(answer?.envelope, "data");
    assert.deepEqual(
      answer?.telling?.parts.map(({ name, is }) => [name, is.kind === "constant" && is.value]),
      [["message", "Shelved"]],
    );
  }
});

test("beside a message stands one row, where it is called after what the path speaks of", () => {
  const beside = (name: string, more = ""): Domain =>
    books(
      (schema) =>
        `{ type: object, properties: { message: { type: string, example: Shelved }, ${more}${name}: ${schema} } }`,
    );
  const domain = beside("book");
  assert.deepEqual(summarise(domain), ["POST /books create public", "GET /books/{id} read public"]);
  assert.deepEqual(constantsOf(domain), [{ name: "message", value: "Shelved", open: true }]);
  // What has a key, tells something else, or shows what is not called so may be a row of its own.
  for (const other of [
    beside("book", "id: { type: integer }, "),
    beside("book", "shelf: { type: string }, "),
    beside("author"),
  ])
    assert.ok(
      other.operations.every(({ behaviour }) => !("answer" in behaviour && "envelope" in behaviour.answer)),
    );
});

test("a form without a name is a row beside a message as well", () => {
  const domain = books(
    () =>
      "{ type: object, properties: { success: { type: boolean }, message: { type: string }, book: { type: object, properties: { id: { type: integer }, title: { type: string } } } } }",
  );
  assert.deepEqual(summarise(domain), ["POST /books create public", "GET /books/{id} read public"]);
});
