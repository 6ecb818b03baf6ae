import assert from "node:assert/strict";
import { test } from "node:test";
import { summarise, understandText, withAccounts } from "./check.ts";

const json = (schema: string) => `content: { application/json: { schema: ${schema} } }`;
const ref = (name: string) => `{ $ref: "#/components/schemas/${name}" }`;
const told = `responses: { "200": { description: done, ${json(ref("Told"))} } }`;
const body = `requestBody: { required: true, ${json("{ type: object, required: [title], properties: { title: { type: string } } }")} }`;
const id =
  "parameters: [{ name: id, in: path, required: true, schema: { type: string } }], security: [{ bearer: [] }]";

test("an administrator's paths to rows of a collection are about those rows, and for administrators", () => {
  const domain = understandText(
    withAccounts(
      `  /books: { get: { responses: { "200": { description: all, ${json(`{ type: array, items: ${ref("Book")} }`)} } } } }
  /books/id/{id}: { get: { ${id}, responses: { "200": { description: one, ${json(ref("Book"))} }, "404": { description: none } } } }
  /admin/books: { post: { ${body}, security: [{ bearer: [] }], ${told} } }
  /admin/books/{id}: { put: { ${body}, ${id}, ${told} }, delete: { ${id}, ${told} } }`,
      `    Book: { type: object, required: [id, title], properties: { id: { type: string }, title: { type: string } } }
    Told: { type: object, required: [message], properties: { message: { type: string } } }`,
    ),
  );
  assert.deepEqual(
    domain.entities.map(({ name }) => name),
    ["Member", "Book"],
  );
  assert.deepEqual(summarise(domain).slice(2), [
    "GET /books list public",
    "GET /books/id/{id} read required",
    "POST /admin/books custom required",
    "PUT /admin/books/{id} update required",
    "DELETE /admin/books/{id} delete required",
  ]);
  assert.deepEqual(
    domain.operations.slice(2).map(({ roles }) => roles),
    [[], [], [], ["admin"], ["admin"]],
  );
});
