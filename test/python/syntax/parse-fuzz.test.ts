import { deepStrictEqual, ok } from "node:assert";
import { test } from "node:test";
import fc from "fast-check";
import { parseModule } from "../../../src/python/syntax/parse-module.ts";
import { rounds } from "../../fuzz/rounds.ts";
import { samples } from "./samples.ts";

const whole = Object.values(samples).join("\n");
const pieces = whole.match(/\w+|\s+|[^\w\s]/gu) ?? [];
const scraps = [
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  '"',
  "'",
  '"""',
  "'''",
  'f"',
  "f'''{",
  ":",
  "=",
  "\n",
  "\n    ",
  "\t",
  "\\\n",
  "\r",
  "#",
  "def f(",
  "class",
  "async",
  "await",
  "lambda",
  "match",
  "case",
  "if",
  "else",
  "*",
  "**",
  ":=",
  "!",
  "@",
  "…",
  "😀",
  "\0",
  "\ufeff",
  "0x",
  "1e",
];

interface Place {
  readonly start: number;
  readonly end: number;
}

const everywhere: Place = { start: 0, end: Number.POSITIVE_INFINITY };

function isPlaced(value: object): value is Place {
  return (
    "start" in value && typeof value.start === "number" && "end" in value && typeof value.end === "number"
  );
}

/** Places that run backwards, or leave what holds them; where nothing was read, none is expected. Decorators and defaults
 * stand beside what they belong to. */
function misplaced(value: unknown, outer: Place): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = isPlaced(value) ? value : outer;
  const isOutside = inner.start < outer.start || inner.end > outer.end;
  const isWrong = inner.start > inner.end || (isOutside && inner.start < inner.end);
  const own = isWrong ? [`${JSON.stringify(value).slice(0, 80)} outside ${outer.start}-${outer.end}`] : [];
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, child]) =>
      misplaced(child, key === "decorators" || key === "default" ? everywhere : inner),
    ),
  ];
}

test("whatever is cut out of or put into Python, reading ends, and every place lies where it belongs", () => {
  const edit = fc.record({
    at: fc.nat(pieces.length - 1),
    drop: fc.integer({ min: 0, max: 3 }),
    put: fc.array(fc.oneof(fc.constantFrom(...scraps), fc.constantFrom(...pieces)), { maxLength: 3 }),
  });
  const property = fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
    const parts: string[] = [...pieces];
    for (const { at, drop, put } of edits) parts.splice(at, drop, ...put);
    const text = parts.join("");
    const module = parseModule(text);
    deepStrictEqual(misplaced(module.body, { start: 0, end: text.length }), []);
    deepStrictEqual(misplaced(module.problems, { start: 0, end: text.length }), []);
    const starts = module.body.map(({ start }) => start);
    deepStrictEqual(
      starts,
      starts.toSorted((one, other) => one - other),
    );
  });
  fc.assert(property, rounds(150, 1));
});

test("any text at all is read to its end", () => {
  const word = fc.oneof(
    fc.constantFrom(...scraps, ...new Set(pieces)),
    fc.string({ maxLength: 3, unit: "binary" }),
  );
  const property = fc.property(fc.array(word, { maxLength: 60 }), (words) => {
    const text = words.join("");
    const module = parseModule(text);
    deepStrictEqual(misplaced(module.body, { start: 0, end: text.length }), []);
    ok(module.body.every(({ kind, start, end }) => kind === "broken" || end > start));
  });
  fc.assert(property, rounds(400, 1));
});
