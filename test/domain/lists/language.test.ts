import { deepEqual, match } from "node:assert/strict";
import { test } from "node:test";
import type { FilterLanguage } from "#domain";
import { bookList } from "./books.ts";

function languageOf(description: string): FilterLanguage | string | undefined {
  const list = bookList({
    parameters: [
      `{ name: filter, in: query, description: ${JSON.stringify(description)}, schema: { type: string } }`,
    ],
    answered: "addedAt: { type: string, format: date-time }",
  });
  return typeof list === "string" ? list : list.language;
}

test("pairs of fields and values are read where the description spells them", () => {
  const language = languageOf(
    "Pairs: `field:value`, or `field:value1,value2`; `addedAt:30d`, `addedAt:1h`; `bookId:7`.",
  );
  deepEqual(language && typeof language === "object" && [language.several, language.units, language.terms], [
    true,
    ["d", "h"],
    [
      { name: "id", field: "id", by: "any" },
      { name: "bookId", field: "id", by: "any" },
      { name: "title", field: "title", by: "any" },
      { name: "pages", field: "pages", by: "any" },
      { name: "addedAt", field: "addedAt", by: "since" },
    ],
  ]);
});

test("times are left out where no span is shown, and several values where no comma is", () => {
  const language = languageOf("Pairs of `field:value`.");
  deepEqual(
    language && typeof language === "object" && [language.several, language.terms.map(({ name }) => name)],
    [false, ["id", "title", "pages"]],
  );
});

test("a grammar that shows more, and none at all, are left open", () => {
  const open = /nothing says what the query parameter filter does/;
  match(String(languageOf("Pairs of `field:value`, or `field:>value`.")), open);
  match(String(languageOf("Filters the list.")), open);
});
