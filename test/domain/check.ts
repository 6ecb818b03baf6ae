import assert from "node:assert/strict";
import { readContract } from "#contract";
import { type Domain, type DomainSettings, understand } from "#domain";

/** Understands a contract given as YAML, which must have no errors. */
export function understandText(text: string, settings?: DomainSettings): Domain {
  const { value, findings } = readContract("test.yaml", text);
  const errors = findings.filter(({ severity }) => severity === "error");
  assert.deepEqual(errors, []);
  assert.ok(value);
  return understand(value, settings).value;
}

/** What each operation was understood as: `POST /books create required`. */
export function summarise(domain: Domain): readonly string[] {
  return domain.operations.map(
    ({ method, path, behaviour, access }) => `${method.toUpperCase()} ${path} ${behaviour.kind} ${access}`,
  );
}

const head = `openapi: 3.1.0
info: { title: Test, version: "1" }
`;

/** A contract with accounts, to which paths and schemas are added. */
export function withAccounts(paths: string, schemas = ""): string {
  return `${head}paths:
  /members:
    post:
      operationId: join
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/NewMember" } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Member" } } } } }
  /members/login:
    post:
      operationId: login
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Login" } } } }
      responses: { "200": { description: in, content: { application/json: { schema: { $ref: "#/components/schemas/Member" } } } } }
${paths}
components:
  securitySchemes: { bearer: { type: http, scheme: bearer } }
  schemas:
    Login: { type: object, required: [email, password], properties: { email: { type: string }, password: { type: string } } }
    NewMember: { type: object, required: [handle, email, password], properties: { handle: { type: string }, email: { type: string }, password: { type: string } } }
    Member: { type: object, required: [handle, email, token], properties: { handle: { type: string }, email: { type: string }, token: { type: string } } }
${schemas}`;
}
