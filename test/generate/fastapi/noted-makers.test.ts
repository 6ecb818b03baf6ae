import { equal, match } from "node:assert/strict";
import { test } from "node:test";
import { emitApp } from "../../../src/generate/fastapi/app/index.ts";
import { makeMutants } from "../../../src/generate/fastapi/mutants/index.ts";
import { emitTests } from "../../../src/generate/fastapi/tests/index.ts";
import { blueprintOf, checkTests, textOf } from "./check-tests.ts";

/** Parcels that members send, of which words say that it is noted who did. */
const parcels = `openapi: 3.1.0
info: { title: Parcels, version: "1" }
paths:
  /members:
    post:
      operationId: join
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [email, password], properties: { email: { type: string }, password: { type: string } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Member" } } } } }
  /members/login:
    post:
      operationId: login
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [email, password], properties: { email: { type: string }, password: { type: string } } } } } }
      responses: { "200": { description: in, content: { application/json: { schema: { type: object, required: [token], properties: { token: { type: string } } } } } } }
  /parcels:
    get: { operationId: all, security: [{ bearer: [] }], responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Parcel" } } } } } } }
    post:
      operationId: send
      description: The creating user is recorded as the creator
      security: [{ bearer: [] }]
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [label], properties: { label: { type: string } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Parcel" } } } } }
components:
  securitySchemes: { bearer: { type: http, scheme: bearer } }
  schemas:
    Member: { type: object, required: [id, email], properties: { id: { type: string, format: uuid }, email: { type: string } } }
    Parcel: { type: object, required: [id, label], properties: { id: { type: integer, readOnly: true }, label: { type: string } } }
`;

test("who made a row is kept in the table alone, is looked for there, and another account is a wrong version", () => {
  const blueprint = blueprintOf(parcels);
  const app = emitApp(blueprint);
  match(app.find(({ path }) => path === "app/parcels/models.py")?.text ?? "", /creator_id: Mapped\[UUID\]/);
  equal(/creator/.test(app.find(({ path }) => path === "app/parcels/schemas.py")?.text ?? ""), false);
  const emitted = emitTests(blueprint);
  checkTests(emitted);
  const text = textOf(emitted, "tests/parcels/test_send.py");
  match(
    text,
    /def test_keeps_the_caller_as_the_creator[\s\S]*?assert stored\["creator_id"\] == UUID\(creator\.id\)/,
  );
  const faults = makeMutants(blueprint, app).map(({ id }) => id);
  equal(faults.filter((id) => id.includes("says that another one made it")).length, 1);
});
