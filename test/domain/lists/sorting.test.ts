import { deepEqual, match } from "node:assert/strict";
import { test } from "node:test";
import type { Sorting } from "#domain";
import { bookList } from "./books.ts";

function sortingOf(...parameters: readonly string[]): Sorting | string | undefined {
  const list = bookList({ parameters });
  return typeof list === "string" ? list : list.sorting;
}

/** Choices as they are spelled, each with what it stands for. */
function choices(...parameters: readonly string[]): readonly string[] | string {
  const sorting = sortingOf(...parameters);
  if (typeof sorting !== "object") return String(sorting);
  return sorting.choices.map(({ value, field, descending }) => `${value}: ${descending ? "-" : ""}${field}`);
}

test("what nothing lists is sorted by every plain field, up and down", () => {
  deepEqual(choices("{ name: sort, in: query, schema: { type: string } }"), [
    "id: id",
    "-id: -id",
    "title: title",
    "-title: -title",
    "pages: pages",
    "-pages: -pages",
  ]);
});

test("choices that the contract lists are taken apart", () => {
  deepEqual(
    choices(
      '{ name: orderBy, in: query, schema: { type: string, enum: [title, "-pages", pages_asc, "id:desc"] } }',
    ),
    ["title: title", "-pages: -pages", "pages_asc: pages", "id:desc: -id"],
  );
});

test("a field may have its way beside it", () => {
  const sorting = sortingOf(
    "{ name: sort_by, in: query, schema: { type: string, enum: [title, pages] } }",
    "{ name: direction, in: query, schema: { type: string, enum: [ASC, DESC], default: DESC } }",
  );
  deepEqual(typeof sorting === "object" && sorting.direction, {
    parameter: "direction",
    description: "",
    ascending: "ASC",
    descending: "DESC",
    fallback: "DESC",
  });
});

test("names in another spelling, and fields that rows may be without, whose rows come last", () => {
  const list = bookList({
    properties: "shelfMark: { type: string, nullable: true }, read_count: { type: integer }",
    parameters: [
      "{ name: sort_by, in: query, schema: { type: string, enum: [shelf_mark, readCount, pages] } }",
    ],
  });
  deepEqual(typeof list === "object" && list.sorting?.choices, [
    { value: "shelf_mark", field: "shelfMark", descending: false, hollow: true },
    { value: "readCount", field: "read_count", descending: false, hollow: true },
    { value: "pages", field: "pages", descending: false },
  ]);
});

test("commas are for several where the text speaks of them", () => {
  const sorting = sortingOf(
    "{ name: sort, in: query, description: Separated by commas., schema: { type: string } }",
  );
  deepEqual(typeof sorting === "object" && [sorting.several, sorting.isText], ["commas", true]);
});

test("choices that are no fields, and texts of another form, are left open", () => {
  const open = /nothing says what the query parameter sort does/;
  match(
    String(choices("{ name: sort, in: query, schema: { type: string, enum: [title, relevance] } }")),
    open,
  );
  match(
    String(choices('{ name: sort, in: query, description: "Such as title:desc", schema: { type: string } }')),
    open,
  );
});
