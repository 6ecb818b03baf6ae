import { deepEqual } from "node:assert/strict";
import { test } from "node:test";
import { understandText, withAccounts } from "./check.ts";

const shown =
  "    Shown: { type: object, required: [id, email], properties: { id: { type: integer }, email: { type: string }, roles: { type: array, items: { type: string } }, handle: { type: string } } }";

function told(field: string, summary = "Change"): readonly string[] {
  const paths = `  /members/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    patch: { operationId: change, summary: "${summary}", security: [{ bearer: [] }], requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { ${field} } } } } }, responses: { "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Shown" } } } } } }`;
  const { assumptions } = understandText(withAccounts(paths, shown));
  return assumptions.flatMap(({ text, setting }) => (/takes \w+ from whoever/.test(text) ? [setting] : []));
}

test("who has no role and says which an account has is told of", () => {
  const roles = "roles: { type: array, items: { type: string } }";
  deepEqual(told(roles), ["domain.operations.change.role"]);
  deepEqual(told(roles, "Change (admin only)"), []);
  deepEqual(told("handle: { type: string }"), []);
});
