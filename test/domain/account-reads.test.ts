import { deepEqual } from "node:assert/strict";
import { test } from "node:test";
import type { DomainSettings } from "#domain";
import { understandText, withAccounts } from "./check.ts";

const secured = "security: [{ bearer: [] }]";
const member = `content: { application/json: { schema: { $ref: "#/components/schemas/Shown" } } }`;
const shown =
  "    Shown: { type: object, required: [id, email], properties: { id: { type: integer }, email: { type: string }, handle: { type: string } } }";

interface Given {
  readonly read?: string;
  readonly change?: string;
  readonly drop?: string;
  readonly settings?: DomainSettings;
}

function accessOf({ read = "", change = "", drop = "", settings }: Given): readonly unknown[] {
  const paths = `  /members/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { operationId: one, ${secured}, responses: { "200": { description: one, ${member} }, "404": { description: none }${read} } }
    patch: { operationId: change, summary: "${change}", ${secured}, requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { handle: { type: string } } } } } }, responses: { "200": { description: one, ${member} } } }
    delete: { operationId: drop, summary: "${drop}", ${secured}, responses: { "204": { description: gone } } }`;
  const found = understandText(withAccounts(paths, shown), settings).operations.find(
    ({ id }) => id === "one",
  );
  return [found?.behaviour.kind, found?.access, ...(found?.roles ?? [])];
}

test("accounts are read by everybody who has one, where nothing says otherwise", () => {
  deepEqual(accessOf({}), ["read", "required"]);
  deepEqual(accessOf({ drop: "Drop (admin only)" }), ["read", "required"]);
});

test("where all else that is done with them is for some, reading them is", () => {
  const others = { change: "Admin only", drop: "Drop (admin only)" };
  deepEqual(accessOf(others), ["read", "required", "admin"]);
  const settings = { operations: { one: { role: "anybody" } } };
  deepEqual(accessOf({ ...others, settings }), ["read", "required"]);
});

test("a read that is refused to some is for the account itself", () => {
  deepEqual(accessOf({ read: ', "403": { description: No access to this resource }' }), ["read", "owner"]);
});
