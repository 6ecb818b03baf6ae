import { equal, match } from "node:assert/strict";
import { test } from "node:test";
import { understandText, withAccounts } from "./check.ts";

const secured = "security: [{ bearer: [] }]";
const one = `responses: { "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Shown" } } } } }`;

/** Operations on members with a flag, and why the one with an id is left open. */
function readFlag(flag: string): (id: string) => string {
  const paths = `  /members/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { operationId: see, ${secured}, ${one} }
    patch: { operationId: change, summary: Admin only, ${secured}, requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { ${flag}: { type: boolean } } } } } }, ${one} }
  /members/{id}/deactivate:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    post: { operationId: out, summary: Deactivate (admin only), ${secured}, ${one} }
  /members/{id}/activate:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    post: { operationId: in, summary: Activate (admin only), ${secured}, ${one} }`;
  const shown = `    Shown: { type: object, required: [id, email], properties: { id: { type: integer }, email: { type: string }, ${flag}: { type: boolean } } }`;
  const { operations } = understandText(withAccounts(paths, shown));
  return (id) => {
    const found = operations.find((operation) => operation.id === id)?.behaviour;
    return found?.kind === "custom" ? found.reason : (found?.kind ?? "");
  };
}

test("accounts are not kept out by a flag that signing in does not look at", () => {
  const of = readFlag("is_active");
  match(of("out"), /would sign in all the same/);
  match(of("change"), /would sign in all the same/);
  equal(of("in"), "change-state");
  match(readFlag("blocked")("change"), /would sign in all the same/);
});

test("other flags keep nobody out", () => {
  equal(readFlag("newsletter")("change"), "update");
  equal(readFlag("is_active_flyer")("change"), "update");
});
