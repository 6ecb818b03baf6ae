import { deepStrictEqual, doesNotMatch, match } from "node:assert/strict";
import { describe, test } from "node:test";
import { runPipeline } from "../../fuzz/pipeline.ts";

/** A test file of the project of a contract with these paths and schemas, in which nothing is wrong. */
async function testsOf(path: string, parts: string): Promise<string> {
  const text = `openapi: 3.1.0\ninfo: { title: Some, version: "1" }\n${parts}`;
  const { files = [], problems } = await runPipeline("openapi.yaml", text);
  deepStrictEqual(problems, []);
  return files.find((file) => file.path === path)?.text ?? "";
}

describe("tests name only what they look at", () => {
  test("a document of no name of its own", async () => {
    const both = "{ application/json: { schema: *recipe }, application/xml: { schema: *recipe } }";
    const text = await testsOf(
      "tests/recipes/test_write.py",
      `components:
  schemas:
    Recipe: &recipe
      { type: object, required: [id, title], properties: { id: { type: integer, readOnly: true }, title: { type: string } } }
paths:
  /recipes:
    post:
      operationId: write
      requestBody: { required: true, content: ${both} }
      responses: { "201": { description: written, content: ${both} } }
`,
    );
    match(text, /\n {4}fromstring\(response\.content\)\n/);
  });

  test("a row that is only there beside the one that is asked for", async () => {
    const text = await testsOf(
      "tests/books/test_list_books.py",
      `components:
  schemas:
    Book: { type: object, required: [id, title], properties: { id: { type: integer, readOnly: true }, title: { type: string } } }
paths:
  /books:
    get:
      operationId: listBooks
      parameters: [{ name: filter, in: query, description: "Pairs of \`field:value\`.", schema: { type: string } }]
      responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Book" } } } } } }
    post:
      operationId: addBook
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } } }
`,
    );
    match(text, /def test_finds_those_whose_id_is_asked_for/);
    doesNotMatch(text, /other = /);
  });
});

test("of a cell that no operation shows, no test tells what it holds", async () => {
  const text = await testsOf(
    "tests/fields/test_sow.py",
    `components:
  schemas:
    Crop: { type: string, enum: [wheat, rye, fallow, empty] }
paths:
  /fields:
    get:
      operationId: all
      parameters: [{ name: since, in: query, schema: { type: string } }]
      responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { type: array, items: { $ref: "#/components/schemas/Crop" } } } } } } }
  /fields/{north}/{east}:
    put:
      operationId: sow
      parameters:
        - { name: north, in: path, required: true, schema: { type: integer, minimum: 0, maximum: 2 } }
        - { name: east, in: path, required: true, schema: { type: integer, minimum: 0, maximum: 4 } }
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Crop" } } } }
      responses: { "204": { description: sown } }
`,
  );
  match(text, /def test_/);
  doesNotMatch(text, /assert None/);
});
