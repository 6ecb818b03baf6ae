import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { test } from "node:test";
import { emitTests } from "../../../src/generate/fastapi/tests/index.ts";
import { runPipeline } from "../../fuzz/pipeline.ts";
import { blueprintOf, checkTests, textOf } from "./check-tests.ts";

/** Metals that nobody makes, of which so much is promised. */
function metals(required: string): string {
  return `openapi: 3.1.0
info: { title: Forge, version: "1" }
paths:
  /metals:
    get: { operationId: metals, responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Metal" } } } } } } }
components:
  schemas:
    Metal: { type: object, ${required} properties: { label: { type: string }, density: { type: number } } }
`;
}

test("a row that is wrong is one that lacks what it must have, or no row at all", () => {
  for (const [required, wrong] of [
    ["required: [label],", "{}"],
    ["", "0"],
  ] as const) {
    const emitted = emitTests(blueprintOf(metals(required)));
    checkTests(emitted);
    const text = textOf(emitted, "tests/test_load.py");
    match(text, new RegExp(`json\\.dumps\\(\\[MetalRowFactory\\.build\\(\\), ${wrong}\\]\\)`));
  }
});

test("what a kept row is not given begins as it does in the table", () => {
  const counted = metals("required: [label],").replace(
    "label: { type: string },",
    "label: { type: string }, pieces: { type: integer, default: 0 },",
  );
  const emitted = emitTests(
    blueprintOf(
      counted.replace(
        "components:",
        `  /metals/{id}:
    get: { operationId: metal, parameters: [{ name: id, in: path, required: true, schema: { type: integer } }], responses: { "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Metal" } } } } } }
components:`,
      ),
    ),
  );
  match(textOf(emitted, "tests/api.py"), /"pieces": row\.get\("pieces", 0\)/);
});

test("registering that answers nothing is seen to answer nothing", () => {
  const body = `{ required: true, content: { application/json: { schema: { type: object, required: [mail, password], properties: { mail: { type: string }, password: { type: string } } } } } }`;
  const emitted = emitTests(
    blueprintOf(`openapi: 3.1.0
info: { title: Forge, version: "1" }
paths:
  /join: { post: { operationId: join, requestBody: ${body}, responses: { "200": { description: in } } } }
  /login: { post: { operationId: enter, requestBody: ${body}, responses: { "200": { description: in, content: { application/json: { schema: { type: object, properties: { token: { type: string } } } } } } } } }
`),
  );
  checkTests(emitted);
  const joined = emitted.files.find(({ path }) => path.endsWith("test_join.py"))?.text ?? "";
  match(joined, /assert response\.content == b""/);
});

test("where nothing is refused, no refusal is looked for", () => {
  const emitted = emitTests(
    blueprintOf(`openapi: 3.1.0
info: { title: Forge, version: "1" }
paths:
  /ping: { get: { operationId: ping, responses: { "200": { description: here } } } }
`),
  );
  const text = emitted.files.find(({ path }) => path === "tests/test_openapi.py")?.text ?? "";
  match(text, /def test_describes_every_answer/);
  doesNotMatch(text, /every_refusal/);
});

test("a token of nobody says a key that an account could have", () => {
  const body = `{ required: true, content: { application/json: { schema: { type: object, required: [mail, password], properties: { mail: { type: string }, password: { type: string } } } } } }`;
  const told = (key: string): string => {
    const smith = `{ type: object, required: [id, mail], properties: { id: ${key}, mail: { type: string } } }`;
    const answer = (schema: string): string =>
      `{ "200": { description: in, content: { application/json: { schema: ${schema} } } } }`;
    const emitted = emitTests(
      blueprintOf(`openapi: 3.1.0
info: { title: Forge, version: "1" }
paths:
  /join: { post: { operationId: join, requestBody: ${body}, responses: ${answer(smith)} } }
  /login: { post: { operationId: enter, requestBody: ${body}, responses: ${answer("{ type: object, required: [token], properties: { token: { type: string } } }")} } }
  /me: { get: { operationId: me, security: [{ bearer: [] }], responses: ${answer(smith)} } }
components: { securitySchemes: { bearer: { type: http, scheme: bearer, bearerFormat: JWT } } }
`),
    );
    checkTests(emitted);
    const text = emitted.files.map((file) => file.text).join("\n");
    return /"sub": ([^}]*)\},\s*key_of/.exec(text)?.[1] ?? "";
  };
  equal(told("{ type: integer }"), '"0"');
  equal(told("{ type: string, format: uuid }"), "str(UUID(int=0))");
});

test("what may be null of a page is not looked for among fields", () => {
  const text = (nullable: string): string => {
    const metal =
      "{ type: object, required: [id, label], properties: { id: { type: integer }, label: { type: string } } }";
    const answer = (schema: string): string =>
      `{ "200": { description: done, content: { application/json: { schema: ${schema} } } } }`;
    const body = `{ required: true, content: { application/json: { schema: { type: object, required: [label], properties: { label: { type: string } } } } } }`;
    const emitted = emitTests(
      blueprintOf(`openapi: 3.0.3
info: { title: Forge, version: "1" }
paths:
  /metals:
    get: { operationId: metals, parameters: [{ name: cursor, in: query, schema: { type: string } }, { name: limit, in: query, schema: { type: integer } }], responses: ${answer(`{ type: object, properties: { items: { type: array, items: ${metal} }, next_cursor: { type: string${nullable} } } }`)} }
    post: { operationId: smelt, requestBody: ${body}, responses: ${answer(metal)} }
  /metals/{id}:
    put: { operationId: alloy, parameters: [{ name: id, in: path, required: true, schema: { type: integer } }], requestBody: ${body}, responses: ${answer(metal)} }
`),
    );
    return emitted.files.find(({ path }) => path === "tests/test_openapi.py")?.text ?? "";
  };
  match(text(""), /no_field_that_may_be_null/);
  doesNotMatch(text(", nullable: true"), /no_field_that_may_be_null/);
});

test("what nobody sends as null and answers have as null is not told to be no null", () => {
  const text = (type: string): string => {
    const metal = `{ type: object, required: [id, label, weight], properties: { id: { type: integer }, label: { type: string }, weight: { type: ${type} } } }`;
    const answer = `{ "200": { description: done, content: { application/json: { schema: ${metal} } } } }`;
    const body = `{ required: true, content: { application/json: { schema: { type: object, required: [label], properties: { label: { type: string }, weight: { type: integer } } } } } }`;
    const emitted = emitTests(
      blueprintOf(`openapi: 3.1.0
info: { title: Forge, version: "1" }
paths:
  /metals:
    post: { operationId: smelt, requestBody: ${body}, responses: ${answer} }
  /metals/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { operationId: metal, responses: ${answer} }
    put: { operationId: alloy, requestBody: ${body}, responses: ${answer} }
`),
    );
    return emitted.files.find(({ path }) => path === "tests/test_openapi.py")?.text ?? "";
  };
  match(text("integer"), /no_field_that_may_be_null/);
  doesNotMatch(text('[integer, "null"]'), /no_field_that_may_be_null/);
});

test("a row of which nothing is given is made of nothing", async () => {
  const { files = [], problems } = await runPipeline(
    "openapi.yaml",
    metals("required: [id],").replace(/properties: .*/, "properties: { id: { type: integer } } }"),
  );
  deepEqual(problems, []);
  const load = files.find(({ path }) => path === "app/load.py")?.text ?? "";
  match(load, /for _ in rows:\n {8}await load_metal\(session\)\n/);
  const service = files.find(({ path }) => path === "app/metals/service.py")?.text ?? "";
  match(service, /async def load_metal\(session: AsyncSession\) -> None:/);
});

test("a row is loaded for nobody to see, though others see whether they watch it", async () => {
  const json = (schema: object) => ({ content: { "application/json": { schema } } });
  const object = (...names: readonly string[]) => ({
    type: "object",
    required: names,
    properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
  });
  const shelf = {
    type: "object",
    required: ["id", "label", "watched"],
    properties: { id: { type: "integer" }, label: { type: "string" }, watched: { type: "boolean" } },
  };
  const shelves = {
    parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
    responses: { 200: { description: "ok", ...json(shelf) } },
  };
  const watching = { ...shelves, security: [{ bearer: [] }] };
  const member = object("handle", "email", "token");
  const contract = {
    openapi: "3.1.0",
    info: { title: "Shelves", version: "1" },
    paths: {
      "/members": {
        post: {
          operationId: "join",
          requestBody: { required: true, ...json(object("handle", "email", "password")) },
          responses: { 201: { description: "made", ...json(member) } },
        },
      },
      "/members/login": {
        post: {
          operationId: "login",
          requestBody: { required: true, ...json(object("email", "password")) },
          responses: { 200: { description: "in", ...json(member) } },
        },
      },
      "/shelves/{id}": { get: { operationId: "readShelf", ...shelves } },
      "/shelves/{id}/watch": {
        post: { operationId: "watch", ...watching },
        delete: { operationId: "unwatch", ...watching },
      },
    },
    components: { securitySchemes: { bearer: { type: "http", scheme: "bearer" } } },
  };
  const { files = [], problems } = await runPipeline("openapi.json", JSON.stringify(contract));
  deepEqual(problems, []);
  const service = files.find(({ text }) => text.includes("def keep_"))?.text ?? "";
  match(service, /async def keep_shelf\(session: AsyncSession, details: ShelfRow\) -> None:/);
});
