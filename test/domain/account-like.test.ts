import assert from "node:assert/strict";
import { test } from "node:test";
import { summarise, understandText, withAccounts } from "./check.ts";

const answer = (name: string) =>
  `responses: { "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/${name}" } } } } }`;
const body =
  "requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { height: { type: number } } } } } }";
const id = "parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]";

const paths = `  /people/{id}:
    get: { ${id}, security: [{ bearer: [] }], ${answer("User")} }
    put: { ${id}, security: [{ bearer: [] }], ${body}, ${answer("User")} }
  /people/{id}/walks:
    get: { ${id}, security: [{ bearer: [] }], responses: { "200": { description: walks, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Walk" } } } } } } }
    post: { ${id}, security: [{ bearer: [] }], requestBody: { required: true, content: { application/json: { schema: { type: object, required: [miles], properties: { miles: { type: number } } } } } }, ${answer("Walk").replace("200", "201")} }`;
const schemas = (
  fields: string,
) => `    User: { type: object, properties: { id: { type: integer }, ${fields} } }
    Walk: { type: object, properties: { id: { type: integer }, miles: { type: number } } }`;

test("rows that look like accounts in another form, and what lies below them, are nobody's to change", () => {
  const domain = understandText(
    withAccounts(paths, schemas("email: { type: string }, height: { type: number }")),
  );
  const open = domain.operations.filter(({ behaviour }) => behaviour.kind === "custom");
  assert.equal(open.length, 4, summarise(domain).join("\n"));
  for (const { behaviour } of open)
    assert.match(behaviour.kind === "custom" ? behaviour.reason : "", /User rows look like the accounts/);
});

test("rows that share nothing with accounts are rows of their own", () => {
  const domain = understandText(
    withAccounts(paths, schemas("nickname: { type: string }, height: { type: number }")),
  );
  assert.deepEqual(
    domain.operations.map(({ behaviour }) => behaviour.kind),
    ["register", "login", "read", "update", "list", "create"],
  );
});
