import { deepEqual, doesNotMatch, equal, match, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { emitApp } from "../../../src/generate/fastapi/app/index.ts";
import { makeMutants } from "../../../src/generate/fastapi/mutants/index.ts";
import { emitTests } from "../../../src/generate/fastapi/tests/index.ts";
import { blueprintOf, checkTests, textOf } from "./check-tests.ts";

const summits = readFileSync(join(import.meta.dirname, "../../whole/summits.yaml"), "utf8");
const blueprint = blueprintOf(summits);
const app = emitApp(blueprint);
const tests = emitTests(blueprint);
const fileIn = (files: readonly { readonly path: string; readonly text: string }[], path: string): string =>
  files.find((file) => file.path === path)?.text ?? "";
const appText = (path: string): string => fileIn(app, `app/${path}.py`);

test("rows hold the subject in a column that lists go by, and that no body gives and no answer shows", () => {
  const models = appText("ascents/models");
  match(models, /owner: Mapped\[str\] = mapped_column\(String\(255\)\)/);
  match(models, /Index\(None, "owner", "created_at", "id"\)/);
  doesNotMatch(appText("ascents/schemas"), /owner/);
});

test("every statement on such rows asks whose they are", () => {
  const service = appText("ascents/service");
  match(service, /conditions: list\[ColumnElement\[bool\]\] = \[Ascent\.owner == owner\]/);
  match(service, /select\(Ascent\)\.where\(Ascent\.id == ascent_id, Ascent\.owner == owner\)/);
  match(service, /Ascent\(\s+owner=owner,/);
  match(appText("gear_items/service"), /if gear_item\.owner != owner:\s+raise ForbiddenError/);
});

test("the user is read from a token that was verified, and nothing else lets a route know one", () => {
  const tokens = appText("tokens");
  match(tokens, /if subject == claims\.get\("client_id"\):\s+raise UnauthorizedError/);
  match(tokens, /if not 0 < len\(subject\) <= SUBJECT_MAX_LENGTH:\s+raise UnauthorizedError/);
  match(appText("security"), /\) -> str:\s+claims = await check_token\([\s\S]*?return read_user\(claims\)/);
  match(
    appText("ascents/routes"),
    /owner: Annotated\[str, Security\(get_user_of_climbing, scopes=\["ascents:read"\]\)\]/,
  );
});

test("tests call as two users, and as none", () => {
  checkTests(tests);
  const listed = textOf(tests, "tests/ascents/test_list_ascents.py");
  match(listed, /async def test_lists_no_ascents_of_another_user/);
  match(listed, /sub="somebody else"/);
  for (const name of ["read_ascent", "drop_ascent"])
    match(textOf(tests, `tests/ascents/test_${name}.py`), /test_refuses_anyone_but_the_user_who_made_it/);
  match(
    textOf(tests, "tests/gear_items/test_change_gear.py"),
    /assert_refused\(response, 403, "only the owner may change it"\)/,
  );
  const credentials = textOf(tests, "tests/credentials.py");
  match(credentials, /WITHOUT_USER[^=]*= \(\s+\{"sub": None\}/);
});

test("wrong versions show rows of others, give them away, and take clients for users", () => {
  const faults = new Set(makeMutants(blueprint, app).map(({ fault }) => fault));
  for (const fault of [
    "shows the rows of others",
    "does not look whose row it is",
    "keeps it for everybody",
    "takes a token that names no user",
    "takes a client for a user",
    "takes a token that has expired",
    "takes a token of any issuer",
  ])
    ok(faults.has(fault), fault);
});

test("a scheme without scopes beside one with scopes lets its tokens in", () => {
  match(appText("security"), /await check_token\(settings, _after\("Bearer", offered_hikers\), \[\]\)/);
});

test("pages are followed with the credential that the list asks for", () => {
  const followed = /client\.base_url\.join\([^\n]*\),?\s+auth=holding_/g;
  const listed = textOf(tests, "tests/ascents/test_list_ascents.py");
  equal(listed.match(/client\.base_url\.join\(/g)?.length, listed.match(followed)?.length);
  match(listed, /assert "next" in response\.json\(\)\["links"\]/);
});

test("where no rows are a user's, tokens tell nothing but what they were granted", () => {
  const depot = readFileSync(join(import.meta.dirname, "depot.yaml"), "utf8");
  const plain = emitApp(blueprintOf(depot)).find(({ path }) => path === "app/tokens.py")?.text;
  if (plain !== undefined) doesNotMatch(plain, /Claims|subject/);
  const shared = emitApp(
    blueprintOf(
      summits
        .replace("Ascents of the authenticated user", "Ascents")
        .replaceAll("/me/gear", "/gear")
        .replace("The caller's gear", "Gear"),
    ),
  );
  const tokens = fileIn(shared, "app/tokens.py");
  doesNotMatch(tokens, /Claims|subject/);
  deepEqual([...tokens.matchAll(/_read_scopes/g)].length, 2);
});
