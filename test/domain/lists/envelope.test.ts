import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnswerPart } from "#domain";
import { understandText } from "../check.ts";
import { type BookList, bookList, booksText } from "./books.ts";

const pages = [
  "{ name: page, in: query, schema: { type: integer } }",
  "{ name: size, in: query, schema: { type: integer } }",
];

/** The parts of the answer, each in a line: `meta.total: total`. */
function partsOf(answer: string, more: BookList = {}): readonly string[] | string {
  const list = bookList({ parameters: pages, answer, ...more });
  return typeof list === "string" ? list : describe(list.answer.parts);
}

function describe(parts: readonly AnswerPart[], above = ""): readonly string[] {
  return parts.flatMap(({ name, required, nullable, tells }) => {
    const place = `${above}${name}`;
    if (tells.kind === "group") return describe(tells.parts, `${place}.`);
    const more =
      tells.kind === "constant"
        ? ` ${JSON.stringify(tells.value)}`
        : tells.kind === "link"
          ? ` ${tells.to}${tells.absolute ? " absolute" : ""}`
          : "";
    return [`${place}: ${tells.kind}${more}${nullable ? " or null" : required ? "" : " or nothing"}`];
  });
}

const object = (required: string, properties: string) =>
  `{ type: object, required: [${required}], properties: { ${properties} } }`;

test("a mere array has no parts, and an array in a property one", () => {
  assert.deepEqual(partsOf("rows"), []);
  assert.deepEqual(partsOf(object("books", "books: rows")), ["books: rows"]);
});

test("a group beside the rows tells of the page", () => {
  const meta = object(
    "total, page, perPage, totalPages",
    "total: { type: integer }, page: { type: integer }, perPage: { type: integer }, totalPages: { type: integer }",
  );
  assert.deepEqual(partsOf(object("data, meta", `data: rows, meta: ${meta}`)), [
    "data: rows",
    "meta.total: total",
    "meta.page: page",
    "meta.perPage: size",
    "meta.totalPages: pages",
  ]);
});

test("one whole number beside the rows is their total, whatever its name", () => {
  assert.deepEqual(partsOf(object("books, shelved", "books: rows, shelved: { type: integer }")), [
    "books: rows",
    "shelved: total",
  ]);
  // A name that means something else keeps its meaning.
  assert.deepEqual(partsOf(object("books, page", "books: rows, page: { type: integer }")), [
    "books: rows",
    "page: page",
  ]);
});

test("a count beside a total is the number of rows that are shown", () => {
  assert.deepEqual(
    partsOf(object("items, count, total", "items: rows, count: { type: integer }, total: { type: integer }")),
    ["items: rows", "count: shown", "total: total"],
  );
});

test("constants, and flags of what comes before and after", () => {
  assert.deepEqual(
    partsOf(
      object(
        "object, data, has_more",
        "object: { type: string, const: list }, data: rows, has_more: { type: boolean }, hasPrevious: { type: boolean }, kind: { type: string, enum: [books] }, success: { type: boolean }",
      ),
    ),
    [
      'object: constant "list"',
      "data: rows",
      "has_more: has-next",
      "hasPrevious: has-previous or nothing",
      'kind: constant "books" or nothing',
      "success: constant true or nothing",
    ],
  );
});

test("links are absolute where the format or the example is", () => {
  const links = (more: string, example?: string) =>
    partsOf(
      object(
        "results, count, next, previous",
        `results: rows, count: { type: integer }, next: { type: [string, "null"]${more} }, previous: { type: [string, "null"]${more} }`,
      ),
      example === undefined ? {} : { example },
    );
  const told = (absolute: string) => [
    "results: rows",
    "count: total",
    `next: link next${absolute} or null`,
    `previous: link previous${absolute} or null`,
  ];
  assert.deepEqual(links(", format: uri"), told(" absolute"));
  assert.deepEqual(links(", format: uri-reference"), told(""));
  assert.deepEqual(links(', example: "/books?page=2"'), told(""));
  assert.deepEqual(links(', example: "https://example.com/books?page=2"'), told(" absolute"));
  assert.deepEqual(
    links("", '{ results: [], count: 0, next: "http://localhost/books?page=3", previous: null }')[2],
    "next: link next absolute or null",
  );
});

test("numbers of the pages before and after", () => {
  assert.deepEqual(
    partsOf(
      object(
        "data, next_page",
        'data: rows, next_page: { type: [integer, "null"] }, prevPage: { type: integer }',
      ),
    ),
    ["data: rows", "next_page: next-page or null", "prevPage: previous-page or nothing"],
  );
});

test("rows in a group of their own", () => {
  assert.deepEqual(
    partsOf(object("data", `data: ${object("books, total", "books: rows, total: { type: integer }")}`)),
    ["data.books: rows", "data.total: total"],
  );
});

test("a property that is not understood leaves the list open, and is named", () => {
  assert.match(String(partsOf(object("data, mood", "data: rows, mood: { type: string }"))), /property mood/);
  assert.match(
    String(
      partsOf(object("data, meta", `data: rows, meta: ${object("weight", "weight: { type: string }")}`)),
    ),
    /property meta\.weight/,
  );
  // What it would tell of pages cannot be told where there are none.
  assert.match(
    String(partsOf(object("data, page", "data: rows, page: { type: integer }"), { parameters: [] })),
    /property page/,
  );
  // A link that is always there leads nowhere from the last page.
  assert.match(
    String(partsOf(object("data, next", "data: rows, next: { type: string, format: uri }"))),
    /property next/,
  );
});

test("an object with a list in it is no list of rows", () => {
  const text = booksText({
    paths: `  /books/{id}:
    get:
      operationId: readBook
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } } }`,
    properties: "authors: { type: array, items: { type: string } }",
  });
  const kinds = understandText(text).operations.map(({ behaviour }) => behaviour.kind);
  assert.deepEqual(kinds, ["list", "create", "read"]);
});

test("one row with constants beside it", () => {
  const text = booksText({
    paths: `  /books/{id}:
    get:
      operationId: readBook
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: one, content: { application/json: { schema: { type: object, required: [data, success], properties: { success: { type: boolean, enum: [true] }, data: { $ref: "#/components/schemas/Book" } } } } } } }`,
  });
  const read = understandText(text).operations.at(-1)?.behaviour;
  assert.ok(read?.kind === "read");
  assert.equal(read.answer.envelope, "data");
  assert.deepEqual(read.answer.constants, [{ name: "success", value: true }]);
});

test("headers tell what their names say", () => {
  const list = bookList({
    parameters: pages,
    headers:
      "{ X-Total-Count: { schema: { type: integer } }, Link: { schema: { type: string } }, X-RateLimit-Limit: { schema: { type: integer } } }",
  });
  assert.ok(typeof list === "object");
  assert.deepEqual(
    list.answer.headers.map(({ name, tells }) => [name, tells.kind]),
    [
      ["X-Total-Count", "total"],
      ["Link", "links"],
    ],
  );
});
