import assert from "node:assert/strict";
import { test } from "node:test";
import type { Filter } from "#domain";
import { understandText } from "../check.ts";
import { type BookList, bookList, booksText } from "./books.ts";

const properties =
  "state: { type: string, enum: [new, used, lost] }, sold: { type: boolean }, price: { type: number }, weight: { type: [integer, 'null'] }, published: { type: string, format: date }, tags: { type: array, items: { type: string } }";

function filtersOf(parameters: readonly string[], more: BookList = {}): readonly Filter[] | string {
  const list = bookList({ parameters, properties, ...more });
  return typeof list === "string" ? list : list.filters;
}

/** What one parameter is bound to. */
function bound(name: string, schema: string, more = ""): unknown {
  const filters = filtersOf([`{ name: "${name}", in: query, schema: { ${schema} }${more} }`]);
  return typeof filters === "string" ? filters : filters[0]?.by;
}

const range = (field: string, edge: "least" | "most", inclusive = true) => ({
  kind: "range",
  field,
  edge,
  inclusive,
});

test("a field by its name, with the entity's name before it or as a plural", () => {
  assert.deepEqual(bound("state", "type: string"), { kind: "field", field: "state" });
  assert.deepEqual(bound("bookState", "type: string"), { kind: "field", field: "state" });
  assert.deepEqual(bound("states", "type: array, items: { type: string }"), {
    kind: "field",
    field: "state",
  });
  assert.deepEqual(bound("sold", "type: boolean"), { kind: "field", field: "sold" });
  assert.deepEqual(bound("tag", "type: string"), { kind: "contains", field: "tags" });
});

test("identities, one or several", () => {
  const paths = `  /books/{id}:
    get:
      operationId: readBook
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } } }`;
  for (const parameter of [
    "{ name: ids, in: query, schema: { type: array, items: { type: integer } } }",
    "{ name: bookId, in: query, schema: { type: integer } }",
  ]) {
    const filters = filtersOf([parameter], { paths });
    assert.ok(typeof filters === "object", String(filters));
    assert.deepEqual(filters[0]?.by, { kind: "field", field: "id" });
  }
});

test("what a parameter says of its own values holds them, but for their format and listed values", () => {
  const limits = (name: string, schema: string): unknown => {
    const filters = filtersOf([`{ name: ${name}, in: query, schema: { ${schema} } }`]);
    return typeof filters === "string" ? filters : filters[0]?.bounds;
  };
  assert.deepEqual(limits("weight", "type: integer, minimum: 1, maximum: 90"), { minimum: 1, maximum: 90 });
  assert.deepEqual(limits("tag", "type: string, minLength: 2, pattern: '^[a-z]+$'"), {
    minLength: 2,
    pattern: "^[a-z]+$",
  });
  assert.equal(limits("state", "type: string, enum: [new, used], maxLength: 9"), undefined);
  assert.equal(limits("published", "type: string, format: date"), undefined);
});

test("several values, in each spelling", () => {
  const spelling = (more: string) => {
    const filters = filtersOf([
      `{ name: tags, in: query${more}, schema: { type: array, items: { type: string } } }`,
    ]);
    return typeof filters === "string" ? filters : filters[0]?.several;
  };
  assert.equal(spelling(""), "repeated");
  assert.equal(spelling(", explode: true"), "repeated");
  assert.equal(spelling(", explode: false"), "commas");
  assert.equal(spelling(", style: spaceDelimited, explode: false"), "spaces");
  assert.equal(spelling(", style: pipeDelimited, explode: false"), "pipes");
  assert.match(String(spelling(", style: deepObject")), /tags/);
});

test("a default holds where nothing is asked, and a word for all asks for everything", () => {
  const [filter] = filtersOf([
    "{ name: state, in: query, schema: { type: string, enum: [new, used, lost], default: used } }",
  ]) as readonly Filter[];
  assert.deepEqual(filter?.fallback, { kind: "value", value: "used" });
  const [all] = filtersOf([
    "{ name: state, in: query, schema: { type: string, enum: [new, all] } }",
  ]) as readonly Filter[];
  assert.equal(all?.everything, "all");
  assert.match(String(bound("state", "type: string, enum: [new, torn]")), /state/);
});

test("ranges of dates and numbers, by their names", () => {
  const date = "type: string, format: date";
  assert.deepEqual(bound("startDate", date), range("published", "least"));
  assert.deepEqual(bound("to", date), range("published", "most"));
  assert.deepEqual(bound("publishedAfter", date), range("published", "least", false));
  assert.deepEqual(bound("published[gte]", date), range("published", "least"));
  assert.deepEqual(bound("published_before", date), range("published", "most", false));
  assert.deepEqual(bound("minPrice", "type: number"), range("price", "least"));
  assert.deepEqual(bound("price_max", "type: number"), range("price", "most"));
  assert.deepEqual(bound("price[lt]", "type: number"), range("price", "most", false));
  assert.deepEqual(bound("weight_gte", "type: integer"), range("weight", "least"));
  // Words of the description are surer than those of names.
  assert.deepEqual(
    bound("publishedAfter", date, ", description: On or after this day"),
    range("published", "least"),
  );
  assert.deepEqual(
    bound("until", date, ", description: Until this day (exclusive)"),
    range("published", "most", false),
  );
});

test("of two fields that a range may mean it is none", () => {
  const two = `${properties}, bought: { type: string, format: date }`;
  const parameters = ["{ name: from, in: query, schema: { type: string, format: date } }"];
  assert.match(String(filtersOf(parameters, { properties: two })), /published.*bought|bought.*published/);
  const named = ["{ name: boughtFrom, in: query, schema: { type: string, format: date } }"];
  const filters = filtersOf(named, { properties: two });
  assert.deepEqual(typeof filters === "object" && filters[0]?.by, range("bought", "least"));
});

test("where nothing is named, dates that clients give come before the times of making and changing", () => {
  const stamps =
    "createdAt: { type: string, format: date-time }, updatedAt: { type: string, format: date-time }";
  const from = ["{ name: from, in: query, schema: { type: string, format: date } }"];
  const field = (properties: string) => {
    const filters = filtersOf(from, { answered: stamps, properties });
    const by = typeof filters === "object" ? filters[0]?.by : undefined;
    return by?.kind === "range" ? by.field : filters;
  };
  assert.equal(field("sold: { type: boolean }"), "createdAt");
  assert.equal(field("printed: { type: string, format: date }"), "printed");
});

test("a range of dates on a list of dates", () => {
  const dates = "days: { type: array, items: { type: string, format: date } }";
  const filters = filtersOf(["{ name: startDate, in: query, schema: { type: string, format: date } }"], {
    properties: dates,
  });
  assert.deepEqual(typeof filters === "object" && filters[0]?.by, range("days", "least"));
});

test("defaults of ranges that the text tells", () => {
  const fallback = (description: string) => {
    const filters = filtersOf([
      "{ name: startDate, in: query, schema: { type: string, format: date } }",
      `{ name: endDate, in: query, description: "${description}", schema: { type: string, format: date } }`,
    ]);
    return typeof filters === "string" ? filters : filters[1]?.fallback;
  };
  assert.deepEqual(fallback("The end. Defaults to today's date."), { kind: "moment" });
  assert.deepEqual(fallback("Default: today"), { kind: "moment" });
  assert.deepEqual(fallback("Defaults to 7 days after `startDate`."), {
    kind: "moment",
    after: "startDate",
    shift: { unit: "days", count: 7 },
  });
  assert.deepEqual(fallback("Defaults to 2 weeks from now."), {
    kind: "moment",
    shift: { unit: "weeks", count: 2 },
  });
  assert.deepEqual(fallback("Defaults to 30 days ago if not provided."), {
    kind: "moment",
    shift: { unit: "days", count: -30 },
  });
  assert.equal(fallback("The last day"), undefined);
  // What defaults to something that is not understood is not understood.
  assert.match(String(fallback("Defaults to the end of the season.")), /endDate/);
});

test("whether a field is there", () => {
  assert.deepEqual(bound("hasWeight", "type: boolean"), { kind: "present", field: "weight" });
  assert.match(String(bound("hasPrice", "type: boolean")), /hasPrice/);
});

test("a parameter of another type than its field is none of its filters", () => {
  assert.match(String(bound("price", "type: boolean")), /price/);
  // A text may be anything.
  assert.deepEqual(bound("published", "type: string"), { kind: "field", field: "published" });
});

test("a literal below a collection that says how rows are found is a list of them", () => {
  const find = (tail: string) => {
    const paths = `  /books/${tail}:
    get:
      operationId: findBooks
      parameters: [{ name: state, in: query, schema: { type: string } }]
      responses: { "200": { description: some, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Book" } } } } } }
  /books/{id}:
    get:
      operationId: readBook
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } } }`;
    const { operations } = understandText(booksText({ properties, paths }));
    return operations.find(({ id }) => id === "findBooks")?.behaviour.kind;
  };
  for (const tail of ["findByState", "search", "find-books-by-state", "all"])
    assert.equal(find(tail), "list", tail);
  for (const tail of ["popular", "state", "findByMood"]) assert.equal(find(tail), "custom", tail);
});

test("a search looks into the texts that the description names, else into all that are shown", () => {
  const search = (description: string) => {
    const more = "author: { type: string }, blurb: { type: string }";
    const filters = filtersOf(
      [`{ name: q, in: query, description: ${JSON.stringify(description)}, schema: { type: string } }`],
      {
        properties: more,
      },
    );
    const by = typeof filters === "object" ? filters[0]?.by : undefined;
    return by?.kind === "search" ? by.fields : filters;
  };
  assert.deepEqual(search(""), ["title", "author", "blurb"]);
  assert.deepEqual(search("Looks into `author` and `title`."), ["title", "author"]);
  assert.deepEqual(search("- **Books:** `blurb`\n- **Shops:** `title`"), ["blurb"]);
  assert.deepEqual(search("Search by book title (any part of it)"), ["title"]);
  assert.deepEqual(search("Recherche par title ou author"), ["title", "author"]);
  assert.deepEqual(search("Búsqueda de libros por author"), ["author"]);
  assert.deepEqual(search("Recherche de livres"), ["title", "author", "blurb"]);
  assert.match(String(search("In the syntax of Lucene")), /parameter q/);
  assert.deepEqual(search("Full-text keyword search across title, publisher, and blurb"), ["title", "blurb"]);
  assert.match(String(search("Full-text search by relevance")), /parameter q/);
});

test("or into those of which the operation's text has a line", () => {
  const list = bookList({
    description: "- `q`: Search by author or title",
    properties: "author: { type: string }, blurb: { type: string }",
    parameters: ["{ name: q, in: query, schema: { type: string } }"],
  });
  const by = typeof list === "object" ? list.filters[0]?.by : undefined;
  assert.deepEqual(by?.kind === "search" ? by.fields : list, ["title", "author"]);
});

test("the row above, by its key", () => {
  const paths = `  /shops:
    post:
      operationId: addShop
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/NewShop" } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Shop" } } } } }
  /shops/{shopId}:
    get:
      operationId: readShop
      parameters: [{ name: shopId, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Shop" } } } } }
  /shops/{shopId}/books:
    post:
      operationId: addToShop
      parameters: [{ name: shopId, in: path, required: true, schema: { type: integer } }]
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/NewBook" } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } } }`;
  const schemas = `    Shop: { type: object, required: [id, name], properties: { id: { type: integer }, name: { type: string } } }
    NewShop: { type: object, required: [name], properties: { name: { type: string } } }`;
  const filters = filtersOf(["{ name: shop_id, in: query, schema: { type: integer } }"], { paths, schemas });
  assert.deepEqual(typeof filters === "object" && filters[0]?.by, {
    kind: "parent",
    entity: "Shop",
    key: "id",
  });
});

test("a text of which words say that a part is enough is looked for in its field", () => {
  const by = (description: string, more = "") => {
    const filters = filtersOf([
      `{ name: title, in: query, description: ${JSON.stringify(description)}, schema: { type: string${more} } }`,
    ]);
    return typeof filters === "object" ? filters[0]?.by : filters;
  };
  const partial = { kind: "search", fields: ["title"] };
  assert.deepEqual(by("Filter by (partial) title match"), partial);
  assert.deepEqual(by("Books whose title contains the value"), partial);
  assert.deepEqual(by("Título que contenga el texto"), partial);
  assert.deepEqual(by("Filter by title"), { kind: "field", field: "title" });
  assert.deepEqual(by("Impartial filter by title"), { kind: "field", field: "title" });
});
