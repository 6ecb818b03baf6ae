import assert from "node:assert/strict";
import { test } from "node:test";
import { summarise, understandText, withAccounts } from "./check.ts";

const crate = `    Crate: { type: object, required: [id, label], properties: { id: { type: integer, readOnly: true }, label: { type: string } } }`;
const answer = (status: number) =>
  `"${status}": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Crate" } } } }`;
const body = `requestBody: { required: true, content: { application/json: { schema: { type: object, required: [label], properties: { label: { type: string } } } } } }`;

function crates(parameters: string, more = ""): string {
  return withAccounts(
    `  /crates:
    post: { operationId: make, parameters: [${parameters}], ${body}, responses: { ${answer(201)}${more} } }`,
    crate,
  );
}

const header = (name: string, more = "") => `{ name: ${name}, in: header, schema: { type: string }${more} }`;

function access(text: string, name = "make"): unknown {
  const { operations } = understandText(text);
  const found = operations.find(({ id }) => id === name);
  return [found?.behaviour.kind, found?.access];
}

test("what asks for a credential in a header is for those who have one", () => {
  for (const name of ["Authorization", "X-Auth-Token", "access-token", "Authentication"])
    assert.equal((access(crates(header(name))) as string[])[1] === "public", false, name);
  assert.deepEqual(access(crates(header("Authorization"))), ["create", "required"]);
  const [told] = understandText(crates(header("Authorization"))).assumptions;
  assert.match(told?.text ?? "", /^make asks for the credential that the contract has among the headers/);
});

test("other headers say nothing of who calls", () => {
  for (const name of ["X-Request-Id", "Accept-Language", "X-CSRF-Token"])
    assert.equal((access(crates(header(name))) as string[])[1], "public", name);
});

test("without declared schemes the accounts' own token travels in that header", () => {
  const text = crates(header("Authentication")).replace(
    "  securitySchemes: { bearer: { type: http, scheme: bearer } }\n",
    "",
  );
  const domain = understandText(text);
  assert.deepEqual(domain.accounts?.credential.parameter, "Authentication");
  assert.deepEqual(summarise(domain).at(-1), "POST /crates create required");
});

test("a key in a header is one that nothing issues where there are no accounts", () => {
  const domain = understandText(`openapi: 3.1.0
info: { title: Crates, version: "1" }
paths:
  /crates:
    post: { operationId: make, parameters: [${header("X-API-Key")}], ${body}, responses: { ${answer(201)} } }
components:
  schemas:
${crate}
`);
  assert.equal(domain.operations[0]?.access, "granted");
});

test("a 401 asks for somebody who is signed in, though no security is declared", () => {
  assert.deepEqual(access(crates("", ', "401": { description: no }')), ["create", "required"]);
  assert.deepEqual(access(crates("")), ["create", "public"]);
  const elsewhere = crates("", ', "401": { description: no }').replace(
    "components:",
    `  /others: { get: { security: [{ bearer: [] }], responses: { "204": { description: none } } } }\ncomponents:`,
  );
  assert.deepEqual(access(elsewhere), ["create", "public"]);
});

test("what answers 401 beside those that have the header asks for it too; doors and what is silent do not", () => {
  const one = (path: string, id: string, answers: string): string => `
  ${path}:
    get: { operationId: ${id}, parameters: [{ name: id, in: path, required: true, schema: { type: integer } }], responses: { ${answers} } }`;
  const unknown = `, "401": { description: unknown }`;
  const beside = `${one("/crates/{id}", "show", answer(200) + unknown)}${one("/crates/{id}/label", "read", answer(200))}${one("/crates/verify/{id}", "verify", answer(200) + unknown)}`;
  const text = crates(header("Authorization")).replace("\ncomponents:", `${beside}\ncomponents:`);
  const domain = understandText(text);
  const who = (id: string) => domain.operations.find((operation) => operation.id === id)?.access;
  assert.deepEqual(["make", "show", "read", "verify"].map(who), ["required", "required", "public", "public"]);
  assert.match(
    domain.assumptions.map(({ text: told }) => told).join("; "),
    /show asks for the same credential, which it has not among its headers: it answers 401/,
  );
});
