import { deepStrictEqual } from "node:assert";
import { describe, test } from "node:test";
import { openReading, readFacts, readProject } from "#facts";
import { type Hit, type Rule, runRules } from "#rules";

const reading = openReading(readProject(new Map([["a.py", "x = 1\n"]])));
const facts = readFacts(reading.project);

function rule(offset: number, more: Partial<Rule> & { readonly about?: string } = {}): Rule {
  const { about, ...own } = more;
  const span = { file: "a.py", line: 1, column: offset + 1, offset, end: offset + 1 };
  const hit: Hit = { span, message: "it is wrong", ...(about === undefined ? {} : { about }) };
  return { severity: "warning", on: true, fix: "none", find: () => [hit, hit], ...own };
}

function speakers(all: Readonly<Record<string, Rule>>): readonly string[] {
  const choices = Object.entries(all).map(([id, its]) => ({ id, rule: its }));
  return runRules(reading, facts, choices).findings.map((finding) => finding.rule);
}

describe("one defect, one finding", () => {
  test("what one rule says twice of a place counts once", () =>
    deepStrictEqual(speakers({ "a/a": rule(0) }), ["a/a"]));
  test("rules that know nothing of each other both speak", () =>
    deepStrictEqual(speakers({ "a/b": rule(0), "a/a": rule(0) }), ["a/a", "a/b"]));
  test("of one place, the one that precedes", () =>
    deepStrictEqual(speakers({ "a/a": rule(0), "a/b": rule(0, { precedes: ["a/a"] }) }), ["a/b"]));
  test("at another place both", () =>
    deepStrictEqual(speakers({ "a/a": rule(0), "a/b": rule(2, { precedes: ["a/a"] }) }), ["a/a", "a/b"]));
  test("of one key at several places", () =>
    deepStrictEqual(
      speakers({ "a/a": rule(0, { about: "k" }), "a/b": rule(2, { about: "k", precedes: ["a/a"] }) }),
      ["a/b"],
    ));
  test("through another, even one that is silent itself", () => {
    const middle = rule(0, { precedes: ["a/a"] });
    const all = { "a/a": rule(0), "a/b": middle, "a/c": rule(0, { precedes: ["a/b"] }) };
    deepStrictEqual(speakers(all), ["a/c"]);
    deepStrictEqual(speakers({ ...all, "a/b": { ...middle, find: () => [] } }), ["a/c"]);
  });
  test("a project's severity goes before the hit's, and that before the rule's", () => {
    const told = (severity?: "error") =>
      runRules(reading, facts, [
        {
          id: "a/a",
          rule: rule(0, {
            find: () => [
              {
                severity: "note",
                span: { file: "a.py", line: 1, column: 1, offset: 0, end: 1 },
                message: "it",
              },
            ],
          }),
          ...(severity && { severity }),
        },
      ]).findings[0]?.severity;
    deepStrictEqual([told(), told("error")], ["note", "error"]);
  });
});
