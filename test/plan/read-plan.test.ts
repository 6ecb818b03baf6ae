import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import fc from "fast-check";
import { looksLikePlan, readPlan } from "#plan";
import { conduit } from "../report/conduit.ts";

const saved = JSON.stringify(conduit.plan);

describe("readPlan", () => {
  test("gives back what was saved", () => {
    const { value, findings } = readPlan("plan.json", saved);
    deepStrictEqual(findings, []);
    strictEqual(JSON.stringify(value), saved);
  });

  const refuse = (title: string, text: string, message: RegExp): void => {
    test(title, () => {
      const { value, findings } = readPlan("plan.json", text);
      strictEqual(value, undefined);
      strictEqual(findings[0]?.rule, "plan/unreadable");
      match(findings[0].message, message);
    });
  };
  refuse("refuses what is no JSON", "format: 1", /no JSON/);
  refuse("refuses another form", saved.replace('"format":1', '"format":2'), /plan\.format is none of 1/);
  refuse("refuses a missing part", saved.replace('"steps"', '"stages"'), /plan has no "steps"/);
  refuse(
    "refuses what it does not know",
    saved.replace('{"format"', '{"run":"rm","format"'),
    /unknown key "run"/,
  );
  refuse(
    "refuses files that are no texts",
    saved.replace('"files":[]', '"files":[{}]'),
    /files\[0\] is no text/,
  );

  test("never throws", () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .tuple(fc.nat({ max: saved.length }), fc.string({ maxLength: 5 }))
        .map(([at, put]) => saved.slice(0, at) + put + saved.slice(at + put.length)),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const { value, findings } = readPlan("plan.json", text);
        ok(value !== undefined || findings.length === 1);
      }),
    );
  });
});

test("only a plan may be written over", () => {
  ok(looksLikePlan(saved));
  for (const text of ["", "{}", "[]", "null", '{"openapi":"3.1.0"}']) ok(!looksLikePlan(text));
});
