import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import fc from "fast-check";
import { cleanLine, cleanLines } from "#base";
import { displayWidth, layTable, type Row, seconds, shorten, wrap } from "#report";

const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0x2fff }), fc.integer({ min: 0xd800, max: 0xffff })))
  .map((units) => String.fromCharCode(...units));

describe("cleanLine", () => {
  const check = (text: string, expected: string): void => {
    test(JSON.stringify(text), () => strictEqual(cleanLine(text), expected));
  };
  check("a\n  b\tc", "a b c");
  check("\u001b[31mred", "\\x1b[31mred");
  check("\u009b31m", "\\x9b31m");
  check("abc\u202edef", "abc\\u202edef");
  check("\ud800", "\\ud800");
  check("größer → 😀", "größer → 😀");

  test("leaves nothing that a terminal obeys", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const unsafe = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
        ok(!unsafe.test(cleanLine(text)));
        for (const line of cleanLines(text)) ok(!unsafe.test(line));
      }),
    );
  });
});

describe("width", () => {
  test("counts columns, not units", () => {
    strictEqual(displayWidth("abc"), 3);
    strictEqual(displayWidth("漢字"), 4);
    strictEqual(displayWidth("e\u0301"), 1);
    strictEqual(displayWidth("😀"), 2);
  });
  test("shortens with a sign", () => {
    strictEqual(shorten("operation", 6), "opera…");
    strictEqual(shorten("fits", 4), "fits");
  });
  test("wraps at spaces and breaks what is too long", () => {
    deepStrictEqual(wrap("one two three", 7), ["one two", "three"]);
    deepStrictEqual(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
    deepStrictEqual(wrap('Order.objects.filter(a=b).prefetch_related("lines")', 38), [
      "Order.objects.filter(a=b)",
      '.prefetch_related("lines")',
    ]);
    deepStrictEqual(wrap("shop/orders/services/notify.py", 16), ["shop/orders/", "services/", "notify.py"]);
  });
  test("no part is wider than asked, and nothing is lost", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 2, max: 40 }), (text, width) => {
        const line = cleanLine(text);
        const parts = wrap(line, width);
        for (const part of parts) ok(displayWidth(part) <= width);
        strictEqual(parts.join("").replaceAll(" ", ""), line.replaceAll(" ", ""));
      }),
    );
  });
});

describe("tables", () => {
  const word = fc.string({ maxLength: 60 });
  const row: fc.Arbitrary<Row> = fc.record({
    cells: fc.array(fc.record({ text: word }), { maxLength: 4 }),
    body: fc.record({ text: fc.string({ maxLength: 300 }) }),
    end: fc.record({ text: word }),
  });
  test("are never wider than the terminal", () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 6 }),
        fc.integer({ min: 30, max: 160 }),
        fc.integer({ min: 0, max: 8 }),
        (rows, width, indent) => {
          for (const line of layTable(rows, { look: { colour: false, width }, indent }))
            ok(displayWidth(line) <= width, `${width}: ${line}`);
        },
      ),
    );
  });
  test("bound a body, visibly", () => {
    const long: Row = { cells: [{ text: "x" }], body: { text: "word ".repeat(400) } };
    const lines = layTable([long], { look: { colour: false, width: 60 }, indent: 0, bodyLines: 3 });
    strictEqual(lines.length, 3);
    ok(lines[2]?.endsWith("…"));
  });
  test("leave out columns in which nothing stands", () => {
    const rows = [{ cells: [{ text: "" }, { text: "a" }], body: { text: "b" } }];
    deepStrictEqual(layTable(rows, { look: { colour: false, width: 80 }, indent: 0 }), ["a  b"]);
  });
});

test("durations read as people say them", () => {
  strictEqual(seconds(312), "0.3 s");
  strictEqual(seconds(59_940), "59.9 s");
  strictEqual(seconds(125_000), "2 min 5 s");
});
