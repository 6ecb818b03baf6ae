import assert from "node:assert/strict";
import { test } from "node:test";
import type { Domain } from "#domain";
import { understandText } from "./check.ts";

/** Callers sign in, and read one boat. Errors: the lines of the answers that refuse. */
function boats(signingIn: string, reading: string): Domain {
  return understandText(`openapi: 3.1.0
info: { title: Boats, version: "1" }
paths:
  /login:
    post:
      operationId: login
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [email, password], properties: { email: { type: string }, password: { type: string } } } } } }
      responses:
        "200": { description: in, content: { application/json: { schema: { type: object, required: [token], properties: { token: { type: string } } } } } }
        ${signingIn}
  /boats:
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [name], properties: { name: { type: string } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Boat" } } } } }
  /boats/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Boat" } } } }
        ${reading}
components:
  schemas:
    Boat: { type: object, required: [id, name], properties: { id: { type: integer }, name: { type: string } } }
`);
}

const other = '"500": { description: our fault }';

/** The status of wrong credentials. */
function refused(errors: string): number | undefined {
  return boats(errors, other).operations[0]?.refusals.credentials;
}

test("wrong credentials are answered as words of any language or an example say it", () => {
  assert.equal(refused('"403": { description: The given passphrase does not match }'), 403);
  assert.equal(refused('"400": { description: Credenciales inválidas }'), 400);
  assert.equal(refused('"422": { description: Неверные имя пользователя или пароль }'), 422);
  const example =
    "content: { application/json: { schema: { type: object }, example: { error: Invalid credentials } } }";
  assert.equal(refused(`"400": { description: Peticion, ${example} }`), 400);
});

test("an answer of what is missing is none of wrong credentials, and 401 goes before all", () => {
  assert.equal(refused('"400": { description: Email and password are required }'), 401);
  assert.equal(refused('"400": { description: Bad request }'), 401);
  assert.equal(refused('"400": { description: Wrong password }\n        "401": { description: no }'), 401);
});

/** Why the one boat is not read. */
function unread(errors: string): string | undefined {
  const behaviour = boats(other, errors).operations[2]?.behaviour;
  return behaviour?.kind === "custom" ? behaviour.reason : undefined;
}

test("where another status than 404 is said to tell that there is no such row, it is not 404", () => {
  const why = "it is said to answer 400 where there is no such row, which is not written yet";
  assert.equal(unread('"400": { description: The boat does not exist }'), why);
  assert.equal(unread('"400": { description: El barco no existe }'), why);
  assert.equal(unread('"400": { description: Bad identifier }'), undefined);
  assert.equal(
    unread('"400": { description: Harbour not found }\n        "404": { description: no boat }'),
    undefined,
  );
});
