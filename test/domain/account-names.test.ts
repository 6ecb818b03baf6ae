import assert from "node:assert/strict";
import { test } from "node:test";
import { understandText, withAccounts } from "./check.ts";

/** What accounts are called that register at a path, with a schema of this name. */
function called(path: string, schema: string): string | undefined {
  const text = withAccounts("")
    .replace("/members:", `${path}:`)
    .replaceAll('schemas/Member"', `schemas/${schema}"`)
    .replace("    Member:", `    ${schema}:`);
  return understandText(text).entities[0]?.name;
}

test("accounts are called after what they are, not after the door", () => {
  assert.equal(called("/users/register", "LoginRequest"), "User");
  assert.equal(called("/patients/sign-up", "RegisterResponse"), "Patient");
  assert.equal(called("/auth/register", "AuthResponse"), "Account");
  assert.equal(called("/auth/register", "models.Member"), "Member");
  assert.equal(called("/auth/register", "AboutMe"), "Account");
  assert.equal(called("/auth/register", "Keeper"), "Keeper");
});
