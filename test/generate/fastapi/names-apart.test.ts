import { deepEqual, equal, match } from "node:assert/strict";
import { test } from "node:test";
import { withAccounts } from "../../domain/check.ts";
import { harmful } from "../../fuzz/judge-python.ts";
import { runPipeline } from "../../fuzz/pipeline.ts";

const rows = `{ description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Crate" } } } } }`;

test("tests that load rows and grant roles keep apart what both call insert", async () => {
  const contract = withAccounts(
    `  /crates:
    get: { operationId: all, x-roles: [keeper], security: [{ bearer: [] }], responses: { "200": ${rows}, "403": { description: not for you } } }`,
    "    Crate: { type: object, required: [id, label], properties: { id: { type: integer }, label: { type: string } } }",
  );
  const { problems, files, domain } = await runPipeline("test.yaml", contract);
  deepEqual(harmful(problems), []);
  deepEqual(domain?.roles?.names, ["keeper"]);
  const api = files?.find(({ path }) => path === "tests/api.py")?.text ?? "";
  equal(api.includes("database.insert("), true);
});

test("a schema that rows and refusals are answered in is two classes", async () => {
  const crate = `content: { application/json: { schema: { $ref: "#/components/schemas/Crate" } } }`;
  const contract = withAccounts(
    `  /crates:
    post:
      operationId: make
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [message], properties: { message: { type: string } } } } } }
      responses: { "201": { description: made, ${crate} }, "422": { description: refused, ${crate} } }
  /crates/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { operationId: one, responses: { "200": { description: one, ${crate} }, "404": { description: none, ${crate} } } }`,
    "    Crate: { type: object, properties: { id: { type: integer }, message: { type: string } } }",
  );
  const { problems, files } = await runPipeline("test.yaml", contract);
  deepEqual(harmful(problems), []);
  const errors = files?.find(({ path }) => path === "app/errors.py")?.text ?? "";
  match(errors, /^class CrateBody\(BaseModel\)/m);
});

test("rows of objects that hold themselves, which only a command loads, come to an end", async () => {
  const shelves = (board: string): string => `openapi: 3.1.0
info: { title: Shelves, version: "1" }
paths:
  /shelves:
    get: { responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Shelf" } } } } } } }
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [label, captcha], properties: { label: { type: string }, captcha: { type: string } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Shelf" } } } } }
components:
  schemas:
    Shelf: { type: object, required: [id, label, boards], properties: { id: { type: integer }, label: { type: string }, boards: { type: array, items: { $ref: "#/components/schemas/Board" } } } }
    Board: { type: object, required: [wood, boards], properties: { wood: { type: string }, boards: ${board} } }
`;
  const board = '{ $ref: "#/components/schemas/Board" }';
  // Twice in itself: each way through it would double the next.
  const twice = `{ type: object, required: [left, right], properties: { left: ${board}, right: ${board} } }`;
  for (const inner of [twice, `{ type: array, items: ${board} }`, board]) {
    const { problems } = await runPipeline("test.yaml", shelves(inner));
    deepEqual(harmful(problems), [], inner);
  }
});
