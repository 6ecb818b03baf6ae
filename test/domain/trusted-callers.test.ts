import { equal, match } from "node:assert/strict";
import { test } from "node:test";
import type { DomainSettings } from "#domain";
import { understandText, withAccounts } from "./check.ts";

const crate =
  "    Crate: { type: object, required: [id, label], properties: { id: { type: integer, readOnly: true }, label: { type: string } } }";

function change(path: string, more: string, security = "[{ key: [] }]"): string {
  return `  ${path}/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    put: { operationId: change, ${more} security: ${security}, requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Crate" } } } }, responses: { "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Crate" } } } }, "404": { description: none } } }
  ${path}:
    post: { operationId: make, ${more} security: ${security}, requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Crate" } } } }, responses: { "201": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Crate" } } } } } }`;
}

const others = `  /boxes:
    post: { operationId: box, security: [{ key: [] }], requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { label: { type: string } } } } } }, responses: { "201": { description: one, content: { application/json: { schema: { type: object, properties: { id: { type: integer, readOnly: true }, label: { type: string } } } } } } } }`;

function without(paths: string): string {
  return `openapi: 3.1.0
info: { title: Test, version: "1" }
paths:
${paths}
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key }, adminKey: { type: apiKey, in: header, name: X-Admin } }
  schemas:
${crate}`;
}

function reasonOf(text: string, settings?: DomainSettings): string | undefined {
  const found = understandText(text, settings).operations.find(({ id }) => id === "change")?.behaviour;
  return found?.kind === "custom" ? found.reason : undefined;
}

test("what is for some only is not everybody's who has a credential from elsewhere", () => {
  for (const [path, more] of [
    ["/admin/crates", ""],
    ["/crates", 'summary: "[Admin] Change one",'],
    ["/crates", "tags: [Admin (everything)],"],
    ["/crates", "x-roles: [packer],"],
    ["/crates", 'summary: "Sólo para administradores",'],
  ] as const)
    match(
      reasonOf(without(`${change(path, more)}\n${others}`)) ?? "",
      /some callers only/,
      `${path} ${more}`,
    );
  equal(reasonOf(without(`${change("/crates", "tags: [Crates],")}\n${others}`)), undefined);
});

test("the credential may be theirs alone: by its name, or because it opens nothing else", () => {
  equal(reasonOf(without(change("/admin/crates", ""))), undefined);
  equal(reasonOf(without(`${change("/admin/crates", "", "[{ adminKey: [] }]")}\n${others}`)), undefined);
});

test("the owner may let everybody in", () => {
  const settings = { operations: { change: { role: "anybody" } } };
  equal(reasonOf(without(`${change("/admin/crates", "")}\n${others}`), settings), undefined);
});

test("where nobody can be known, it is not open to everybody", () => {
  match(reasonOf(without(`${change("/admin/crates", "", "[]")}\n${others}`)) ?? "", /who calls/);
  equal(reasonOf(without(change("/admin/crates", "", "[]"))), undefined);
});

test("a tag asks for a role of accounts, too", () => {
  const paths = change("/crates", "tags: [Admin Crates],", "[{ bearer: [] }]");
  const { operations } = understandText(withAccounts(paths, crate));
  equal(operations.find(({ id }) => id === "change")?.roles.join(), "admin");
});
