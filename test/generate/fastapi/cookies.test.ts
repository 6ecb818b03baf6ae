import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { parse } from "yaml";
import type { Domain } from "#domain";
import { emitApp } from "../../../src/generate/fastapi/app/index.ts";
import { makeMutants } from "../../../src/generate/fastapi/mutants/index.ts";
import { projectOf, sampleOf } from "./project-sample.ts";

const boathouse = parse(
  readFileSync(join(import.meta.dirname, "../../whole/boathouse.yaml"), "utf8"),
) as object;

function moduleOf(path: string, change?: (domain: Domain) => Domain): string {
  const { blueprint } = sampleOf(boathouse, change && { change });
  const file = emitApp(blueprint).find((each) => each.path === path);
  assert.ok(file, path);
  return file.text;
}

describe("a cookie that signing in sets", () => {
  test("is closed to scripts and other sites, and published as the contract has it", () => {
    const security = moduleOf("app/security.py");
    assert.match(
      security,
      /APIKeyCookie\(\s*name=SESSION_COOKIE, scheme_name="session", description="Set by/,
    );
    assert.match(security, /secure=settings\.session_cookie_secure,\s*httponly=True,\s*samesite="lax"/);
    assert.doesNotMatch(security, /jwt|ALGORITHM/);
    assert.match(moduleOf("app/rowers/routes.py"), /204: \{\s*"headers": \{\s*"Set-Cookie"/);
  });

  test("asks for no key that signs, and for no package that signs", () => {
    const { text } = projectOf(boathouse);
    assert.doesNotMatch(text(".env.example"), /SECRET_KEY/);
    assert.doesNotMatch(text("README.md"), /secret key/);
    assert.doesNotMatch(text("pyproject.toml"), /pyjwt/i);
    assert.match(text("schemathesis.toml"), /parameters = \{ "cookie\.oar" = "\$\{API_SPARE_TOKEN\}" \}/);
  });

  test("lets other sites in where something else looks after that", () => {
    const open = (domain: Domain): Domain => ({
      ...domain,
      operations: domain.operations.map(({ guarded: _, ...operation }) => operation),
    });
    const security = moduleOf("app/security.py", open);
    assert.doesNotMatch(security, /refuse_other_sites|Request\b/);
    assert.doesNotMatch(moduleOf("app/settings.py", open), /trusted_origins/);
  });

  test("may be wrong in ways that tests must notice", () => {
    const { blueprint } = sampleOf(boathouse);
    const faults = makeMutants(blueprint, emitApp(blueprint)).map(({ id }) => id);
    for (const fault of [
      "signIn: lets scripts read the cookie",
      "signIn: sends the cookie from every site",
      "signIn: sends the cookie in the clear",
      "signIn: lets the cookie outlast its session",
      "signIn: keeps the cookie unasked",
      "signIn: keeps the key itself",
      "signIn: takes a session that has expired",
      "signIn: takes what pages of other sites send",
      "signIn: asks older browsers nothing",
      "signIn: trusts no other origin",
      "signIn: refuses also what changes nothing",
      "signOut: leaves the cookie",
      "signOut: ends no session",
      "leave: leaves the cookie",
    ])
      assert.ok(faults.includes(fault), fault);
  });
});

test("a refresh token in a cookie is for the own pages alone", () => {
  const darkroom = parse(readFileSync(join(import.meta.dirname, "darkroom.yaml"), "utf8")) as object;
  const { blueprint } = sampleOf(darkroom);
  const code = emitApp(blueprint);
  const text = (path: string): string => code.find((file) => file.path === path)?.text ?? "";
  assert.match(text("app/security.py"), /httponly=True,\s*samesite="strict"/);
  assert.match(text("app/settings.py"), /refresh_cookie_secure: bool = True/);
  assert.match(text("app/printers/routes.py"), /refresh_token: Annotated\[/);
  const faults = makeMutants(blueprint, code).map(({ id }) => id);
  for (const fault of [
    "enter: lets scripts read the refresh token",
    "enter: sends the refresh token from every site",
    "enter: sends the refresh token in the clear",
    "enter: takes what pages of other sites send",
    "leave: leaves the cookie",
    "leave: ignores the refresh token",
  ])
    assert.ok(faults.includes(fault), fault);
});
