import { deepEqual, doesNotMatch, match } from "node:assert/strict";
import { test } from "node:test";
import { behaviourTexts } from "#domain";
import { emitApp } from "../../../src/generate/fastapi/app/index.ts";
import { emitTests } from "../../../src/generate/fastapi/tests/index.ts";
import { withAccounts } from "../../domain/check.ts";
import { blueprintOf, checkTests, textOf } from "./check-tests.ts";

/** The tests of a contract, by file. */
function testsOf(contract: string): (path: string) => string {
  const emitted = emitTests(blueprintOf(contract));
  checkTests(emitted);
  return (path) => textOf(emitted, path);
}

/** The contracts of a behaviour's text that speak of something. */
function contractWith(name: string, words: string): string {
  const texts = [...(behaviourTexts[name] ?? "").matchAll(/```yaml\n([\s\S]*?)```/g)].map(
    ([, yaml = ""]) => yaml,
  );
  return texts.find((yaml) => yaml.includes(words)) ?? "";
}

const namesOf = (text: string): readonly string[] =>
  [...text.matchAll(/^async def test_(\w+)/gm)].map(([, name = ""]) => name);

test("a list that shows no marker refuses what its path cannot select, and conditions that say nothing", () => {
  const byPort = testsOf(contractWith("list", "/boats/search/by-port/{name}"))(
    "tests/boats/test_list_by_port.py",
  );
  deepEqual(namesOf(byPort), [
    "lists_the_oldest_of_boats_first",
    "lists_no_boats_of_another_port",
    "refuses_name_with_nul",
  ]);
  const byTerms = testsOf(contractWith("list", "field:value1,value2"))("tests/visits/test_list_visits.py");
  match(byTerms, /async def test_refuses_conditions_that_it_does_not_know/);
});

test("rows of a list that is narrowed by its path have what the path asks for", () => {
  const text = testsOf(contractWith("list", "/boats/search/by-port/{name}"))(
    "tests/boats/test_list_by_port.py",
  );
  match(
    text,
    /first_boat = await launch\(client, port="First port"\)\n {4}second_boat = await launch\(client, port="First port"\)/,
  );
  match(
    text,
    /page = await list_by_port\(client, "Second port"\)\n\n {4}assert ids_of\(page\) == \[second_boat\["id"\]\]/,
  );
});

test("a password that may be left out of a change is published as the contract has it", () => {
  const files = emitApp(blueprintOf(contractWith("update-current-account", "operationId: changeMe")));
  const schemas = files.find(({ path }) => path === "app/accounts/schemas.py")?.text ?? "";
  match(
    schemas,
    /password: Omittable\[\s*Annotated\[FilledPassword, Field\(json_schema_extra=\{"format": "password"\}\)\]\s*\] = None/,
  );
});

test("an account that nothing shows tells by its answers what changed of it, and refuses what cannot be kept", () => {
  const text = testsOf(contractWith("update-current-account", "operationId: changeMe"))(
    "tests/accounts/test_change_me.py",
  );
  match(text, /async def test_answers_the_changed_account/);
  match(text, /async def test_refuses_a_body_that_is_no_json/);
});

const shown = `    Shown: { type: object, required: [id, email], properties: { id: { type: integer }, email: { type: string }, handle: { type: string } } }`;
const answer = `responses: { "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Shown" } } } } }`;
const patch = `patch: { operationId: change, security: [{ bearer: [] }], requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { handle: { type: string } } } } } }, ${answer} }`;
const byId = `  /members/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]`;

test("an account whose key nobody is told is changed by the key that the table has", () => {
  const files = testsOf(withAccounts(`${byId}\n    ${patch}`, shown));
  const text = files("tests/members/test_change.py");
  match(
    text,
    /caller_key = await key_of\(connection, caller\)\n\n {4}answered = await change\(client, caller, caller_key/,
  );
  match(text, /async def test_refuses_anyone_but_the_member/);
  match(
    files("tests/api.py"),
    /^async def key_of\(connection: AsyncConnection, account: Account\) -> int:$/m,
  );
});

test("no test asks an account for a key that it was not told", () => {
  const look = `get: { operationId: look, security: [{ bearer: [] }], ${answer} }`;
  const files = testsOf(withAccounts(`${byId}\n    ${look}\n    ${patch}`, shown));
  for (const path of ["tests/members/test_look.py", "tests/members/test_change.py"])
    doesNotMatch(files(path), /\b(?:member|caller)\.id\b/);
});

test("an account that is taken away and that nothing shows lets nobody in any more", () => {
  const taken = `${byId}\n    delete: { operationId: leave, security: [{ bearer: [] }], responses: { "204": { description: gone } } }`;
  const text = testsOf(withAccounts(taken, shown))("tests/members/test_leave.py");
  match(text, /test_cannot_be_repeated[\s\S]*?await leave\([\s\S]*?assert_unauthorized\(response\)/);
});

const account = (required: string, more = ""): string =>
  withAccounts(
    `  /me:
    ${more}
    put: { operationId: changeMe, security: [{ bearer: [] }], requestBody: { required: true, content: { application/json: { schema: { type: object, required: [${required}], properties: { handle: { type: string }, password: { type: string } } } } } }, responses: { "200": { description: me, content: { application/json: { schema: { $ref: "#/components/schemas/Shown" } } } } } }`,
    shown,
  );

test("a change of one's own account gives what it must, as it is", () => {
  const me = `get: { operationId: me, security: [{ bearer: [] }], ${answer} }`;
  const text = testsOf(account("handle, password", me))("tests/members/test_change_me.py");
  match(text, /\{\s*"handle": before\["handle"\],\s*"password": member\.password,\s*field: value,?\s*\}/);
  match(text, /json=\{\*\*details, field: value\}/);
  match(
    text,
    /details = \{"handle": "Second handle", "password": member\.password\}\n {4}del details\[field\]/,
  );
  doesNotMatch(text, /leaves_the_password_unless_asked/);
  const bare = testsOf(account("", me))("tests/members/test_change_me.py");
  match(bare, /change_me\(client, member, \{field: value\}\)/);
  match(bare, /leaves_the_password_unless_asked/);
});

test("a list that shows no marker refuses pages, orders and places that cannot be", () => {
  const crate = `{ type: object, required: [id], properties: { id: { type: integer }, madeAt: { type: string, format: date-time, readOnly: true } } }`;
  const text = testsOf(`openapi: 3.1.0
info: { title: Yard, version: "1" }
paths:
  /crates:
    get:
      operationId: all
      parameters:
        - { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 50 } }
        - { name: offset, in: query, schema: { type: integer, minimum: 0 } }
        - { name: sort, in: query, schema: { type: string, enum: [madeAt, -madeAt] } }
      responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Crate" } } } } } }
    post:
      operationId: make
      requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { weight: { type: integer } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Crate" } } } } }
components: { schemas: { Crate: ${crate} } }
`)("tests/crates/test_all_crates.py");
  match(text, /async def test_refuses_a_page_that_cannot_be/);
  match(text, /async def test_refuses_to_sort_by_what_is_not_there/);
});
