import { ok } from "node:assert";
import { test } from "node:test";
import fc from "fast-check";
import { type RuleChoice, rules } from "#rules";
import { reviewProject } from "../../src/verbs/check/review.ts";
import { readSeededProject } from "../rules/seeds.ts";
import { rounds } from "./rounds.ts";

const scraps = [
  "(",
  ")",
  "[",
  "]",
  '"',
  "'''",
  ":",
  "=",
  "\n",
  "\n    ",
  "\\\n",
  "#",
  "*",
  ".",
  ",",
  "@",
  "self",
  "None",
];
const more = [
  "class A(A): ",
  "import app",
  "from . import *",
  "lambda: ",
  "await ",
  "yield ",
  "def f(x=f): return f(x)\n",
  "\0",
  "😀",
];
const choices: readonly RuleChoice[] = [...rules].map(([id, rule]) => ({ id, rule }));

/** Where something is taken out of a project and something else put there, as parts of its length. */
const cut = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  drop: fc.constantFrom(0, 1, 7, 200, 100_000),
  put: fc.array(fc.constantFrom(...scraps, ...more), { maxLength: 3 }),
  /** Instead of these, some of the project's own text from elsewhere. */
  from: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
});

for (const [name, seed] of [
  ["conduit-fastapi", 11],
  ["shop", 12],
] as const) {
  test(`whatever is cut out of or put into ${name}, all rules end`, () => {
    const files = [...readSeededProject(name)];
    const whole = files.map(([, text]) => text).join("\n");
    const property = fc.property(fc.array(cut, { minLength: 1, maxLength: 12 }), (cuts) => {
      const texts = new Map(files);
      for (const { at, drop, put, from } of cuts) {
        const [path, text] = files[Math.floor(at * (files.length - 1))] ?? ["", ""];
        const own = texts.get(path) ?? text;
        const start = Math.floor((at * 7919 - Math.floor(at * 7919)) * own.length);
        const piece =
          from === undefined ? put.join("") : whole.slice(from * whole.length, from * whole.length + 300);
        texts.set(path, own.slice(0, start) + piece + own.slice(start + drop));
      }
      const before = performance.now();
      const { findings } = reviewProject(texts, choices);
      for (const { span } of findings)
        ok(span === undefined || span.offset <= span.end, JSON.stringify(span));
      ok(performance.now() - before < 20_000, "it ends soon");
    });
    fc.assert(property, rounds(15, seed));
  });
}
