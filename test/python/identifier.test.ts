import { deepStrictEqual, strictEqual } from "node:assert";
import { test } from "node:test";
import { classNameText, dotted, identifier, identifierText } from "#python";

const cases: readonly (readonly [text: string, snake: string, pascal: string])[] = [
  ["favoritesCount", "favorites_count", "FavoritesCount"],
  ["order-items", "order_items", "OrderItems"],
  ["HTTPServer", "http_server", "HttpServer"],
  ["Über straße", "uber_strasse", "UberStrasse"],
  ["e\u0301te\u0301", "ete", "Ete"],
  ["2fa", "value_2fa", "Value2fa"],
  ["", "value", "Value"],
  ["_", "value", "Value"],
  ["\ud800\0\n", "value", "Value"],
  ["class", "class_", "Class"],
  ["None", "none", "None_"],
  ["match", "match_", "Match"],
  ["ﬁ", "fi", "Fi"],
  ["x = 1; import os #", "x_1_import_os", "X1ImportOs"],
  ["名前", "ming_qian", "MingQian"],
  ["हिन्दी", "hindi", "Hindi"],
  ["ｋｅｙ", "key", "Key"],
  ["Κλάση", "klasi", "Klasi"],
  ["Имя Поля", "imya_polya", "ImyaPolya"],
  ["😀", "grinning", "Grinning"],
  ["\u202e\u0600", "value", "Value"],
];

for (const [text, snake, pascal] of cases) {
  test(`names from ${JSON.stringify(text)}`, () => {
    deepStrictEqual([identifierText(text), classNameText(text)], [snake, pascal]);
  });
}

test("builtins are avoided when asked", () => {
  strictEqual(identifier("list").text, "list");
  strictEqual(identifier("list", { avoidBuiltins: true }).text, "list_");
  strictEqual(classNameText("warning", { avoidBuiltins: true }), "Warning_");
});

test("dotted names", () => {
  strictEqual(dotted("app.users.models").text, "app.users.models");
});
