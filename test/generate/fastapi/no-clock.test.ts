import { deepStrictEqual, doesNotMatch, match } from "node:assert/strict";
import { describe, test } from "node:test";
import { runPipeline } from "../../fuzz/pipeline.ts";

/** All Python of a project that is whole, and its tests alone. */
async function written(paths: object): Promise<{ readonly all: string; readonly tests: string }> {
  const contract = { openapi: "3.1.0", info: { title: "Library", version: "1" }, paths };
  const { files = [], problems } = await runPipeline("openapi.json", JSON.stringify(contract));
  deepStrictEqual(problems, []);
  const python = files.filter(({ path }) => path.endsWith(".py"));
  const textOf = (these: typeof python): string => these.map(({ text }) => text).join("\n");
  return { all: textOf(python), tests: textOf(python.filter(({ path }) => path.startsWith("tests/"))) };
}

const json = (schema: object) => ({ content: { "application/json": { schema } } });
const book = {
  type: "object",
  required: ["id", "title", "pages"],
  properties: {
    id: { type: "integer", readOnly: true },
    title: { type: "string" },
    pages: { type: "integer" },
  },
};
const made = { type: "string", format: "date-time", readOnly: true };
const dated = { ...book, properties: { ...book.properties, createdAt: made } };

const library = (row: object) => ({
  "/books": {
    get: {
      operationId: "listBooks",
      parameters: [{ name: "orderBy", in: "query", schema: { type: "string", enum: ["pages", "-pages"] } }],
      responses: { 200: { description: "all", ...json({ type: "array", items: row }) } },
    },
    post: {
      operationId: "addBook",
      requestBody: { required: true, ...json(row) },
      responses: { 201: { description: "made", ...json(row) } },
    },
  },
});

describe("an application that reads no clock has none, and no test stops it", () => {
  test("a list that is sorted", async () => {
    const { all, tests } = await written(library(book));
    doesNotMatch(all, /clock/i);
    match(tests, /def test_sorts_by_what_is_asked_for/);
    match(tests, /def test_sorts_those_that_are_alike/);
  });

  test("a report", async () => {
    const sale = {
      type: "object",
      required: ["id", "amount"],
      properties: { id: { type: "integer", readOnly: true }, amount: { type: "number" } },
    };
    const till = {
      type: "object",
      properties: { numberOfSales: { type: "integer" }, totalAmount: { type: "number" } },
    };
    const { all, tests } = await written({
      "/sales": {
        post: {
          operationId: "sell",
          requestBody: { required: true, ...json(sale) },
          responses: { 201: { description: "sold", ...json(sale) } },
        },
      },
      "/till": { get: { operationId: "count", responses: { 200: { description: "all", ...json(till) } } } },
    });
    doesNotMatch(all, /clock/i);
    match(tests, /def test_tells_what_sales_come_to/);
  });
});

test("rows that tell when they were made are sorted while the clock stands", async () => {
  const { tests } = await written(library(dated));
  match(tests, /set_clock\.advance\(minutes=1\)/);
});
