import { deepEqual, equal, match } from "node:assert/strict";
import { test } from "node:test";
import { understandText, withAccounts } from "./check.ts";

const crate = `    Crate: { type: object, required: [id, label], properties: { id: { type: integer, readOnly: true }, label: { type: string } } }`;

function make(summary: string, more = ""): string {
  return `  /crates:\n    post: { operationId: make, summary: "${summary}", ${more} security: [{ bearer: [] }], requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Crate" } } } }, responses: { "201": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Crate" } } } } } }`;
}

function begun(role: string, paths = make("Admins only")) {
  const text = withAccounts(paths, crate).replace(
    "properties: { handle: { type: string }, email: { type: string }, token: { type: string } } }",
    `properties: { handle: { type: string }, email: { type: string }, token: { type: string }, role: { type: string, ${role} } } }`,
  );
  const domain = understandText(text);
  const account = domain.entities.find(({ name }) => name === domain.accounts?.entity);
  const least = account?.fields.find(({ name }) => name === "role")?.default;
  const join = domain.operations.find(({ id }) => id === "join")?.behaviour;
  return { least, join, names: domain.roles?.names };
}

test("which role new accounts comes first in a list says nothing: new accounts have the least by name", () => {
  equal(begun("enum: [admin, project_admin, member]").least, "member");
  equal(begun("enum: [ADMIN, SELLER, USER]").least, "USER");
  equal(begun("enum: [SuperUser, packer]").least, "packer");
  equal(begun("enum: [администратор, кладовщик]").least, "кладовщик");
  equal(begun("enum: [packer, carrier, admin]").least, "packer");
  deepEqual(begun("enum: [admin, packer, user]").names, ["user", "admin", "packer"]);
});

test("what the schema says they begin with is heeded, unless it lets them in where others are kept out", () => {
  equal(begun("enum: [packer, carrier, admin], default: carrier").least, "carrier");
  equal(begun("enum: [packer, admin], default: admin").least, "packer");
});

test("it is none that an operation asks for, unless its name is everybody's", () => {
  const paths = make("Make", "x-roles: [packer],");
  equal(begun("enum: [packer, carrier]", paths).least, "carrier");
  equal(begun("enum: [packer, carrier], default: packer", paths).least, "carrier");
  equal(begun("enum: [customer, admin]", make("Make", "x-roles: [customer],")).least, "customer");
});

test("where each lets in somewhere, who registers is given none", () => {
  const { least, join } = begun("enum: [packer, admin]", make("Make", "x-roles: [packer],"));
  equal(least, undefined);
  equal(join?.kind, "custom");
  match(join.kind === "custom" ? join.reason : "", /which role new accounts/);
});
