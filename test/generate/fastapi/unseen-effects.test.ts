import { match } from "node:assert/strict";
import { test } from "node:test";
import { emitTests } from "../../../src/generate/fastapi/tests/index.ts";
import { blueprintOf, checkTests, textOf } from "./check-tests.ts";

const ticket =
  "{ type: object, required: [id, title], properties: { id: { type: integer }, title: { type: string } ";

/** Tickets that are locked, which nothing shows; crates that somebody stars, which nothing shows either. */
const document = `openapi: 3.1.0
info: { title: Counter, version: "1" }
paths:
  /members:
    post: { operationId: join, requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/NewMember" } } } }, responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Member" } } } } } }
  /members/login:
    post: { operationId: login, requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Login" } } } }, responses: { "200": { description: in, content: { application/json: { schema: { $ref: "#/components/schemas/Member" } } } } } }
  /tickets:
    post: { operationId: open, security: [{ bearer: [] }], requestBody: { required: true, content: { application/json: { schema: { type: object, required: [title], properties: { title: { type: string } } } } } }, responses: { "200": { description: done, content: { application/json: { schema: { $ref: "#/components/schemas/Ticket" } } } } } }
  /tickets/star/{id}:
    post: { operationId: star, security: [{ bearer: [] }], parameters: [{ name: id, in: path, required: true, schema: { type: integer } }], responses: { "200": { description: done, content: { application/json: { schema: { $ref: "#/components/schemas/Ticket" } } } } } }
  /tickets/unstar/{id}:
    post: { operationId: unstar, security: [{ bearer: [] }], parameters: [{ name: id, in: path, required: true, schema: { type: integer } }], responses: { "200": { description: done, content: { application/json: { schema: { $ref: "#/components/schemas/Ticket" } } } } } }
components:
  securitySchemes: { bearer: { type: http, scheme: bearer } }
  schemas:
    Login: { type: object, required: [email, password], properties: { email: { type: string }, password: { type: string } } }
    NewMember: { type: object, required: [handle, email, password], properties: { handle: { type: string }, email: { type: string }, password: { type: string } } }
    Member: { type: object, required: [handle, email, token], properties: { handle: { type: string }, email: { type: string }, token: { type: string } } }
    Ticket: ${ticket}, starred: { type: boolean } } }
`;

test("an operation of which nothing shows what it does is called all the same, and refused to those who may not", () => {
  const emitted = emitTests(blueprintOf(document));
  checkTests(emitted);
  for (const name of ["star", "unstar"]) {
    const text = textOf(emitted, `tests/tickets/test_${name}.py`);
    match(text, /async def test_answers_200[\s\S]*?assert response\.status_code == 200/);
    match(text, /test_needs_a_token/);
    match(text, /test_knows_no_ticket_of_another_id/);
  }
});
