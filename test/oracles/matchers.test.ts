import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json, JsonObject } from "./json.ts";
import { matchAnswer, unknownMatchers } from "./matchers.ts";
import { readMoment } from "./moments.ts";

const shapes: JsonObject = { person: { name: "$text", age: "$absent" } };
const now = readMoment("2026-01-01T00:00:00.000Z") ?? 0n;

function holds(spec: Json, value: Json | undefined): boolean {
  return matchAnswer(value, spec, { shapes, now: () => now }).length === 0;
}

/** Each row: expectation, values that fit it, values that do not. */
const TABLE: readonly (readonly [Json, readonly (Json | undefined)[], readonly (Json | undefined)[]])[] = [
  // Plain values are compared as they are, without conversion.
  [1, [1], ["1", true, null, undefined]],
  ["a", ["a"], ["A", "", null]],
  [null, [null], [undefined, "", 0, false]],
  // Objects in part, lists whole and in order.
  [{ a: 1 }, [{ a: 1 }, { a: 1, b: 2 }], [{}, { a: 2 }, [1], null, undefined]],
  [{}, [{}, { a: 1 }], [[], null, "x"]],
  [[1, 2], [[1, 2]], [[2, 1], [1], [1, 2, 3], {}, null]],
  [[{ a: 1 }], [[{ a: 1, b: 2 }]], [[{ b: 2 }], []]],
  // Words.
  ["$absent", [undefined], [null, ""]],
  [{ a: "$absent" }, [{}, { b: 1 }], [{ a: null }, { a: 1 }]],
  ["$present", [null, 0, ""], [undefined]],
  ["$string", ["", "a"], [1, null, undefined]],
  ["$text", ["a"], ["", 1, null]],
  ["$integer", [0, -3, 2.0], [1.5, "1", null]],
  ["$boolean", [true, false], [0, "true", null]],
  ["$list", [[], [1]], [{}, null]],
  [
    "$time",
    ["2026-01-01T00:00:00.0Z", "2026-01-01T00:00:00.123456Z", "2026-01-01T00:00:00.5+00:00"],
    [
      "2026-01-01T00:00:00Z",
      "2026-01-01T02:00:00.000+02:00",
      "2026-02-30T00:00:00.000Z",
      "2026-01-01",
      1,
      null,
    ],
  ],
  ["$number", [1, 1.5, -0], ["1", null, undefined]],
  [
    "$dateTime",
    ["2026-01-01T00:00:00Z", "2026-01-01T02:00:00.000+02:00", "2026-01-01T00:00:00.123456Z"],
    ["2026-02-30T00:00:00Z", "2026-01-01T25:00:00Z", "2026-01-01T00:00:00", "2026-01-01", 1, null],
  ],
  // Matchers with an argument.
  [{ $is: "person" }, [{ name: "x" }], [{ name: "" }, { name: "x", age: 3 }, null]],
  [{ $is: "person", name: "x" }, [{ name: "x" }], [{ name: "y" }]],
  [{ $all: ["$string", { $match: "b" }] }, ["abc"], ["ac", 1]],
  [{ $any: ["a", 1] }, ["a", 1], ["b", null]],
  [{ $not: "a" }, ["b", null, undefined], ["a"]],
  [{ $match: "^a+$" }, ["aa"], ["Aa", 1, null]],
  [{ $match: "/^a+$/i" }, ["Aa"], ["b"]],
  [{ $length: 2 }, [[1, 2]], [[1], "ab", null]],
  [{ $length: { $atLeast: 1 } }, [[1], [1, 2]], [[]]],
  [{ $each: "$integer" }, [[], [1, 2]], [[1, "2"], null, {}]],
  [{ $has: { a: 1 } }, [[{ a: 2 }, { a: 1, b: 1 }]], [[], [{ a: 2 }], { a: 1 }]],
  [{ $lacks: { a: 1 } }, [[], [{ a: 2 }]], [[{ a: 1 }], null]],
  [
    { $set: [1, 2] },
    [
      [1, 2],
      [2, 1],
    ],
    [[1], [1, 1], [1, 2, 2], [1, 2, 3], null],
  ],
  [{ $unique: true }, [[], [1, 2]], [[1, 1], null]],
  [
    { $unique: "a" },
    [[{ a: 1 }, { a: 2 }]],
    [
      [
        { a: 1, b: 1 },
        { a: 1, b: 2 },
      ],
    ],
  ],
  [{ $descending: true }, [[], [3, 2, 2, 1]], [[1, 2], null]],
  [
    { $descending: "at" },
    [[{ at: "2026-01-01T00:00:01.0Z" }, { at: "2026-01-01T00:00:00.999Z" }]],
    [
      [{ at: "2026-01-01T00:00:00.999Z" }, { at: "2026-01-01T00:00:01.0Z" }],
      [{}, {}],
      [{ at: "then" }, { at: "now" }],
    ],
  ],
  [{ $rising: true }, [[], [1, 2, 2], ["a", "a", "b"]], [[2, 1], ["b", "a"], ["a", 1], [null], null]],
  [
    { $falling: "a" },
    [
      [{ a: 2 }, { a: 1 }],
      [{ a: "b" }, { a: "B" }],
    ],
    [[{ a: 1 }, { a: 2 }], [{}]],
  ],
  [{ $sum: [1, 2] }, [3], [2, "3", null, undefined]],
  [{ $above: 1 }, [2], [1, 0, "2", null]],
  [{ $atLeast: 1 }, [1, 2], [0, "1", null]],
  [
    { $after: "2026-01-01T00:00:00.5Z" },
    ["2026-01-01T00:00:00.51Z", "2026-01-01T00:00:00.500001Z"],
    ["2026-01-01T00:00:00.500Z", "2026-01-01T00:00:00.49Z", "later", null],
  ],
  [
    { $sameTime: "2026-01-01T01:00:00+01:00" },
    ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000000+00:00", "2025-12-31T19:00:00-05:00"],
    ["2026-01-01T01:00:00Z", "2026-01-01T00:00:00.001Z", "2026-01-01", null],
  ],
  [{ $notBefore: "2026-01-01T00:00:00.5Z" }, ["2026-01-01T00:00:00.500Z"], ["2026-01-01T00:00:00.4Z", null]],
  [
    { $recent: 60 },
    ["2025-12-31T23:59:30.0Z", "2026-01-01T00:00:30.0Z"],
    ["2025-12-31T23:58:59.9Z", "2026-01-01T02:00:00.0Z", null],
  ],
  [{ $noKey: "/pass/i" }, [{ name: "x" }], [{ passWord: 1 }]],
  // Several keys of one object must all hold.
  [{ $length: 2, $unique: true }, [[1, 2]], [[1, 1], [1]]],
];

for (const [spec, fitting, failing] of TABLE) {
  test(`${JSON.stringify(spec)} tells right from wrong`, () => {
    for (const value of fitting) assert.ok(holds(spec, value), `should fit: ${JSON.stringify(value)}`);
    for (const value of failing) assert.ok(!holds(spec, value), `should not fit: ${JSON.stringify(value)}`);
  });
}

test("a mismatch leads into the answer and into the expectation", () => {
  const spec = { items: { $each: { $is: "person", name: "x" } } };
  const found = matchAnswer({ items: [{ name: "x" }, { name: "y" }] }, spec, { shapes, now: () => now });
  assert.deepEqual(found, [
    { at: ["items", 1, "name"], spec: ["items", "$each", "name"], expected: '"x"', got: '"y"' },
  ]);
});

test("every mismatch of an answer is told, not the first alone", () => {
  const found = matchAnswer({ a: 2, b: 2 }, { a: 1, b: "$string" }, { shapes, now: () => now });
  assert.deepEqual(
    found.map(({ at }) => at),
    [["a"], ["b"]],
  );
});

test("misspelt matchers are found wherever they stand", () => {
  const spec = {
    a: "$sting",
    b: [{ $lenght: 1 }],
    c: { $is: "persom" },
    d: `\${variable}`,
    e: { $each: "$time" },
  };
  assert.deepEqual(unknownMatchers(spec, shapes), ["$sting", "$lenght", "$is: persom"]);
});
