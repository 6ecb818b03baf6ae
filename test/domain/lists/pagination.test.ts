import assert from "node:assert/strict";
import { test } from "node:test";
import { bookList } from "./books.ts";

const integer = (name: string, more = "") =>
  `{ name: "${name}", in: query, schema: { type: integer${more} } }`;

function paginationOf(...parameters: readonly string[]) {
  const list = bookList({ parameters });
  return typeof list === "string" ? list : list.pagination;
}

const size = {
  usual: 20,
  usualDeclared: false,
  most: 100,
  mostDeclared: false,
  least: 1,
  leastDeclared: false,
};

test("an offset and a limit are pages, by their names", () => {
  for (const [from, limit] of [
    ["offset", "limit"],
    ["skip", "take"],
    ["start", "count"],
    ["page[offset]", "page[limit]"],
    ["startIndex", "maxResults"],
  ] as const)
    assert.deepEqual(paginationOf(integer(from), integer(limit)), {
      style: "offset",
      offset: { name: from, first: 0, firstDeclared: false, leastDeclared: false },
      size: { limit, ...size },
    });
});

test("a number of a page and its size are pages, by their names", () => {
  for (const [page, limit] of [
    ["page", "limit"],
    ["page", "size"],
    ["page", "per_page"],
    ["pageNumber", "pageSize"],
    ["page[number]", "page[size]"],
    ["pageNo", "itemsPerPage"],
  ] as const)
    assert.deepEqual(paginationOf(integer(page), integer(limit)), {
      style: "number",
      page: { name: page, first: 1, firstDeclared: false, leastDeclared: false },
      size: { limit, ...size },
    });
});

test("the first page is what minimum, default or example say, else 1", () => {
  const base = (more: string) => {
    const pages = paginationOf(integer("page", more), integer("size"));
    return typeof pages === "object" && pages.style === "number" ? pages.page : pages;
  };
  const page = (first: number, leastDeclared = false, firstDeclared = false) => ({
    name: "page",
    first,
    leastDeclared,
    firstDeclared,
  });
  assert.deepEqual(base(", minimum: 0"), page(0, true));
  assert.deepEqual(base(", minimum: 1, default: 1"), page(1, true, true));
  assert.deepEqual(base(", default: 0"), page(0, false, true));
  assert.deepEqual(base(", example: 0"), page(0));
  assert.deepEqual(base(", example: 3"), page(1));
  assert.deepEqual(base(", exclusiveMinimum: 0"), page(1, true));
  // A first page that is neither is none of ours.
  assert.equal(typeof base(", minimum: 7"), "string");
});

test("pages without a declared size have one of ours, and a lone limit asks for the first rows", () => {
  assert.deepEqual(paginationOf(integer("page")), {
    style: "number",
    page: { name: "page", first: 1, firstDeclared: false, leastDeclared: false },
    size: { ...size, most: 20 },
  });
  assert.deepEqual(paginationOf(integer("limit", ", maximum: 30, default: 10, minimum: 0")), {
    style: "first",
    size: {
      limit: "limit",
      usual: 10,
      usualDeclared: true,
      most: 30,
      mostDeclared: true,
      least: 0,
      leastDeclared: true,
    },
  });
});

test("a lone number that is a field of the row filters, and does not limit", () => {
  const list = bookList({
    parameters: [integer("count")],
    properties: "count: { type: integer }",
  });
  assert.ok(typeof list === "object");
  assert.equal(list.pagination, undefined);
  assert.deepEqual(
    list.filters.map(({ by }) => by),
    [{ kind: "field", field: "count" }],
  );
});

test("two parameters for one thing leave the list open, and say which", () => {
  assert.match(String(paginationOf(integer("page"), integer("offset"), integer("limit"))), /page/);
});

test("words that are no whole numbers are no pages", () => {
  assert.match(
    String(paginationOf("{ name: page, in: query, schema: { type: string } }", integer("limit"))),
    /page/,
  );
});

test("how many rows come where nobody says it may stand in words", () => {
  const usual = (description: string) => {
    const list = bookList({
      parameters: [
        integer("offset"),
        `{ name: limit, in: query, description: ${JSON.stringify(description)}, schema: { type: integer } }`,
      ],
    });
    return typeof list === "string" ? list : list.pagination?.size.usual;
  };
  assert.equal(usual("How many rows to answer (default: 10)"), 10);
  assert.equal(usual("Defaults to 15."), 15);
  assert.equal(usual("Nombre de lignes, par défaut 12"), 12);
  assert.equal(usual("At most 50, the default"), 20);
  assert.equal(usual("Default 1.5 pages"), 20);
});
