import { deepStrictEqual, ok } from "node:assert";
import { test } from "node:test";
import { openNameBook, properName } from "#base";
import { processorMs } from "../processor-time.ts";

test("names are given out once, whatever their case", () => {
  const book = openNameBook(["Taken"]);
  const given = [
    book.take("taken"),
    book.take("A"),
    book.take("a", "b"),
    book.take("a", "B"),
    book.take("a"),
  ];
  deepStrictEqual(given, ["taken2", "A", "b", "a2", "a3"]);
});

test("thousands of one name are given out in time", () => {
  const book = openNameBook();
  const started = processorMs();
  const given = Array.from({ length: 20_000 }, () => book.take("name"));
  ok(new Set(given).size === given.length && processorMs() - started < 5_000);
});

test("proper names begin with a letter, are plain, and not too long", () => {
  const cases: readonly (readonly [text: string, name: string])[] = [
    ["order-item", "OrderItem"],
    ["1st order", "Value1stOrder"],
    ["имя", "Imya"],
    ["", "Value"],
    ["__proto__", "Proto"],
    ["../../etc/passwd", "EtcPasswd"],
    ["a very long name that goes on and on and never seems to end", "AVeryLongNameThatGoesOnAndOnAndNever"],
    ["x".repeat(300), `X${"x".repeat(39)}`],
  ];
  deepStrictEqual(
    cases.map(([text]) => properName(text)),
    cases.map(([, name]) => name),
  );
});
