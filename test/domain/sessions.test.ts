import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { summarise, understandText } from "./check.ts";

const text = "type: string";

/** A contract that signs in, and one more operation. */
function contract(more: string, answered = `access: { ${text} }, refresh: { ${text} }`): string {
  return `openapi: 3.1.0
info: { title: Test, version: "1" }
paths:
  /join:
    post:
      operationId: join
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [email, password, nick], properties: { email: { ${text} }, password: { ${text} }, nick: { ${text} } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { type: object, required: [id, email], properties: { id: { type: integer }, email: { ${text} }, nick: { ${text} } } } } } } }
  /enter:
    post:
      operationId: login
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [email, password], properties: { email: { ${text} }, password: { ${text} } } } } } }
      responses: { "200": { description: in, content: { application/json: { schema: { type: object, required: [access], properties: { ${answered} } } } } } }
${more}
components: { securitySchemes: { bearer: { type: http, scheme: bearer } } }
`;
}

function last(more: string, answered?: string): string | undefined {
  return summarise(understandText(contract(more, answered))).at(-1);
}

const refresh = (body: string): string => `  /again:
    post:
      summary: Refresh the token
      requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { ${body} } } } } }
      responses: { "200": { description: in, content: { application/json: { schema: { type: object, required: [access], properties: { access: { ${text} } } } } } } }`;

test("a refresh token alone renews a session, where signing in hands one over", () => {
  equal(last(refresh(`refresh: { ${text} }`)), "POST /again refresh public");
  equal(last(refresh(`refresh: { ${text} }, device: { ${text} }`)), "POST /again custom public");
  equal(last(refresh(`refresh: { ${text} }`), `access: { ${text} }`), "POST /again custom public");
});

test("sessions are kept where something ends or renews them, or hands over what would", () => {
  const of = (more: string, answered?: string) => understandText(contract(more, answered)).accounts?.sessions;
  const out =
    "  /log-out: { post: { security: [{ bearer: [] }], responses: { '204': { description: out } } } }";
  const nothing = "  /nothing: { get: { responses: { '204': { description: none } } } }";
  const alone = `access: { ${text} }`;
  deepEqual(of(refresh(`refresh: { ${text} }`)), { renewal: "same-token" });
  deepEqual(of(out, alone), { renewal: "none" });
  equal(of(nothing, alone), undefined);
  deepEqual(of(out), { renewal: "unused" });
  deepEqual(of(nothing), { renewal: "unused" });
});

test("signing out is told by its words, or as the opposite of signing in, and takes nothing but a refresh token", () => {
  const secured = "security: [{ bearer: [] }], responses: { '204': { description: out } }";
  equal(last(`  /users/signout: { post: { ${secured} } }`), "POST /users/signout logout required");
  equal(last(`  /x: { post: { summary: Logs the caller out, ${secured} } }`), "POST /x custom required");
  equal(last(`  /x: { post: { summary: Log out, ${secured} } }`), "POST /x logout required");
  equal(
    last("  /logout: { post: { responses: { '204': { description: out } } } }"),
    "POST /logout custom public",
  );
  equal(
    last(`  /logout/other-devices: { post: { ${secured} } }`),
    "POST /logout/other-devices custom required",
  );
  const body =
    "{ required: true, content: { application/json: { schema: { type: object, properties: { reason: { type: string } } } } } }";
  equal(last(`  /logout: { post: { requestBody: ${body}, ${secured} } }`), "POST /logout custom required");
});

test("a wrong old password is refused as the operation documents it", () => {
  const statusOf = (responses: string): number | undefined =>
    understandText(
      contract(`  /me/password:
    post:
      operationId: change
      security: [{ bearer: [] }]
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [oldPassword, newPassword], properties: { oldPassword: { ${text} }, newPassword: { ${text} } } } } } }
      responses: { "204": { description: changed }${responses} }`),
    ).operations.find(({ id }) => id === "change")?.refusals.credentials;
  equal(statusOf(""), 401);
  equal(statusOf(', "422": { description: invalid }'), 422);
  equal(statusOf(', "401": { description: who }, "422": { description: invalid }'), 422);
  equal(statusOf(', "403": { description: no }, "422": { description: invalid }'), 401);
});
