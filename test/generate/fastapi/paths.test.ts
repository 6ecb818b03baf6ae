import { doesNotMatch, match, ok } from "node:assert/strict";
import { test } from "node:test";
import { emitApp } from "../../../src/generate/fastapi/app/index.ts";
import { emitExampleServer } from "../../../src/generate/fastapi/example-server.ts";
import { emitTests } from "../../../src/generate/fastapi/tests/index.ts";
import { withAccounts } from "../../domain/check.ts";
import { blueprintOf, checkTests, textOf } from "./check-tests.ts";

const row = `{ "200": { description: done, content: { application/json: { schema: { $ref: "#/components/schemas/Crate" } } } } }`;
const crate = `    Crate: { type: object, required: [id, label, starred, stars], properties: { id: { type: integer }, label: { type: string }, starred: { type: boolean }, stars: { type: integer } } }`;
const sent = `requestBody: { required: true, content: { application/json: { schema: { type: object, required: [label], properties: { label: { type: string } } } } } }`;
const secured = "security: [{ bearer: [] }]";

test("parameters of any name are found in a path, and a title that is left out is stood in for", () => {
  const item = (name: string) =>
    `parameters: [{ name: ${name}, in: path, required: true, schema: { type: integer } }]`;
  const text = (name: string) =>
    withAccounts(
      `  /crates:
    post: { operationId: pack, ${sent}, responses: ${row} }
  /crates/{${name}}:
    get: { operationId: look, ${item(name)}, responses: ${row} }`,
      crate,
    ).replace('title: Test, version: "1"', 'title: "", version: ""');
  for (const name of ["crate-id", "crate.id", "Kiste-Nr"]) {
    const files = emitApp(blueprintOf(text(name)));
    const routes = files.find(({ path }) => path === "app/crates/routes.py")?.text ?? "";
    match(routes, /router = APIRouter\(.*route_class=SpelledRoute.*\)/);
    ok(routes.includes(`"/crates/{${name}}"`), routes);
    const spelled = files.find(({ path }) => path === "app/spelled_paths.py")?.text ?? "";
    match(spelled, /class SpelledRoute\(APIRoute\)/);
    match(
      files.find(({ path }) => path === "app/main.py")?.text ?? "",
      /title="Backend",\s+version="0\.1\.0"/,
    );
  }
  const plain = emitApp(blueprintOf(text("crate_id")));
  ok(!plain.some(({ path }) => path === "app/spelled_paths.py"));
});

/** Crates whose paths end in what is given, and that only those see who are signed in. */
function crates(end: string): string {
  const item = "parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]";
  return withAccounts(
    `  /crates${end}:
    post: { operationId: pack, ${secured}, ${sent}, responses: ${row} }
  /crates/{id}${end}:
    get: { operationId: look, ${secured}, ${item}, responses: ${row} }
  /crates/{id}/star${end}:
    post: { operationId: star, ${secured}, ${item}, responses: ${row} }
    delete: { operationId: unstar, ${secured}, ${item}, responses: ${row} }`,
    crate,
  );
}

test("paths are called as the contract has them, with the slash that they end in", () => {
  const blueprint = blueprintOf(crates("/"));
  const emitted = emitTests(blueprint);
  checkTests(emitted);
  const calls = textOf(emitted, "tests/api.py");
  match(calls, /client\.post\(\s*"\/crates\/"/);
  match(calls, /client\.get\(f"\/crates\/\{id_\}\/"/);
  doesNotMatch(calls, /"\/crates"/);
  const [server] = emitExampleServer(blueprint);
  match(server?.text ?? "", /"\/crates\/\{part1\}\/"/);
  match(textOf(emitTests(blueprintOf(crates(""))), "tests/api.py"), /client\.post\(\s*"\/crates"/);
});

test("what callers enter is looked at by somebody who is signed in, where nobody else sees rows", () => {
  const emitted = emitTests(blueprintOf(crates("")));
  checkTests(emitted);
  const kinds = new Set(emitted.tests.map(({ kind, operation }) => `${kind} ${operation}`));
  for (const id of ["star", "unstar"]) ok(kinds.has(`effect ${id}`), id);
  const text = textOf(emitted, "tests/crates/test_star.py");
  match(text, /test_counts_many_callers_at_once_in_stars/);
  doesNotMatch(text, /look\(client, crate/);
});

test("an answer of success has the code that is documented, whatever it is", () => {
  const item = "parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]";
  const text = (code: string) =>
    withAccounts(
      `  /crates:
    post: { operationId: pack, ${sent}, responses: ${row} }
  /crates/{id}:
    delete: { operationId: burn, ${item}, responses: { "${code}": { description: gone } } }`,
      crate,
    );
  const routeOf = (code: string): string => {
    const files = emitApp(blueprintOf(text(code)));
    const routes = files.find(({ path }) => path === "app/crates/routes.py")?.text ?? "";
    return /@router\.delete\([\s\S]*/.exec(routes)?.[0] ?? "";
  };
  match(routeOf("205"), /status_code=status\.HTTP_205_RESET_CONTENT/);
  match(routeOf("205"), /response_class=Response/);
  doesNotMatch(routeOf("204"), /response_class/);
  match(routeOf("226"), /status_code=226/);
  doesNotMatch(routeOf("200"), /status_code/);
});

test("what an open operation makes no use of is said where the linter looks for it", () => {
  const names = ["first_of_the_crates_that_stand", "second_of_the_crates_that_lie"];
  const parameters = names.map(
    (each) => `{ name: ${each}, in: path, required: true, schema: { type: integer } }`,
  );
  const text = withAccounts(`  /crates/{${names[0]}}/of/{${names[1]}}:
    get: { operationId: weigh_one_crate_against_another, parameters: [${parameters}], responses: { "200": { description: done } } }
  /piles/{pile_id}/weight:
    get: { operationId: weigh, parameters: [{ name: pile_id, in: path, required: true, schema: { type: integer } }], responses: { "200": { description: done } } }`);
  const services = emitApp(blueprintOf(text)).filter(({ path }) => path.endsWith("service.py"));
  const said = services.map((file) => file.text).join("\n");
  match(
    said,
    /weigh_one_crate_against_another\(\n {4}first_of_the_crates_that_stand: str, {2}# noqa: ARG001\n {4}second_of_the_crates_that_lie: str, {2}# noqa: ARG001\n\) -> NoReturn:\n/,
  );
  match(said, /async def weigh\(pile_id: str\) -> NoReturn: {2}# noqa: ARG001\n/);
});
