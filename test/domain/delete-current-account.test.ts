import assert from "node:assert/strict";
import { test } from "node:test";
import { understandText, withAccounts } from "./check.ts";

function kindOf(path: string, said = "", more = ""): string | undefined {
  const member = "content: { application/json: { schema: { $ref: '#/components/schemas/Member' } } }";
  const text = withAccounts(`  ${path}:
    get:
      security: [{ bearer: [] }]
      responses: { "200": { description: one, ${member} } }
    delete:
      operationId: leave
      summary: "${said}"
      security: [{ bearer: [] }]
      responses: { "204": { description: gone } }
${more}`);
  const numbered = text.replace(
    "Member: { type: object, required: [handle, email, token], properties: { handle",
    "Member: { type: object, required: [id, handle, email], properties: { id: { type: integer }, handle",
  );
  return understandText(numbered).operations.find(({ id }) => id === "leave")?.behaviour.kind;
}

test("callers delete the account that they read at the same path", () => {
  for (const path of ["/me", "/members/me", "/account", "/profile"])
    assert.equal(kindOf(path, "Delete your account"), "delete-current-account", path);
});

test("a path that is not the caller's, and an account that only goes later, are left open", () => {
  assert.equal(kindOf("/club"), "custom");
  for (const said of [
    "Deactivate the account",
    "Schedule deletion",
    "Request deletion",
    "Gone after 30 days",
  ])
    assert.equal(kindOf("/me", said), "custom", said);
});

test("where rows name accounts, what becomes of them is not guessed", () => {
  const table = `  /tables:
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [member_id], properties: { member_id: { type: integer } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { type: object, required: [id, member_id], properties: { id: { type: integer }, member_id: { type: integer } } } } } } }
`;
  assert.equal(kindOf("/me", "", table), "custom");
});
