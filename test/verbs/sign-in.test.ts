import assert from "node:assert/strict";
import { test } from "node:test";
import { readContract } from "#contract";
import { understand } from "#domain";
import { describeSignIn } from "../../src/verbs/build/sign-in.ts";
import { withAccounts } from "../domain/check.ts";

test("who signs in for the proof has texts of their own, and leaves alone what cannot be any text", () => {
  const text = withAccounts("").replace(
    "NewMember: { type: object, required: [handle, email, password], properties: {",
    `NewMember: { type: object, required: [handle, email, password, since, team, initials, plan], properties: {
      since: { type: string, format: date-time }, team: { type: string, pattern: "^T-[0-9]$" }, initials: { type: string, maxLength: 3 }, plan: { type: string, enum: [free, paid] }, office: { type: string, format: email },`,
  );
  const { value: contract } = readContract("test.yaml", text);
  assert.ok(contract);
  const signIn = describeSignIn(understand(contract).value, contract);
  const { since, team, initials, ...body } = (signIn?.requests[0]?.body ?? {}) as Record<string, string>;
  assert.deepEqual(body, {
    handle: "conformance-handle",
    email: "conformance@keelback.test",
    password: "A long pass phrase 1!",
    plan: "free",
    office: "conformance@keelback.test",
  });
  assert.ok(!Number.isNaN(Date.parse(since ?? "")), since);
  assert.match(team ?? "", /^T-\d$/);
  assert.ok((initials ?? "").length <= 3, initials);
});

test("where a cookie is what signing in gives, the proof looks for it there", () => {
  const text = withAccounts("")
    .replace("bearer: { type: http, scheme: bearer }", "pan: { type: apiKey, in: cookie, name: pan_session }")
    .replaceAll(", token: { type: string }", "")
    .replaceAll(", token]", "]")
    .replace(
      "components:",
      "  /me: { get: { security: [{ pan: [] }], responses: { '200': { description: me, content: { application/json: { schema: { $ref: '#/components/schemas/Member' } } } } } } }\ncomponents:",
    );
  const { value: contract } = readContract("test.yaml", text);
  assert.ok(contract);
  const signIn = describeSignIn(understand(contract).value, contract);
  assert.deepEqual(signIn?.token, { cookie: "pan_session" });
  assert.equal(signIn?.requests.length, 2);
});
