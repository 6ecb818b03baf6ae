import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { Finding } from "#base";
import { parseModule } from "#python";
import { mendFiles, type Rule, rules, ruleTexts, runRules } from "#rules";
import { type Example, readExample, readExamples, readMarks, today, withoutMarks } from "./example.ts";

const root = join(import.meta.dirname, "../..");

/** What one rule says of an example, whether it is on or not. */
function findAlone(id: string, rule: Rule, files: ReadonlyMap<string, string>): readonly Finding[] {
  const { reading, facts } = readExample(files);
  return runRules(reading, facts, [{ id, rule }], today).findings;
}

function placesOf(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ span }) => `${span?.file}:${span?.line}`).sort();
}

/** Marks and findings are the same places; the words of a mark stand in the message; marked steps are part of some path. */
function checkMarks(example: Example, findings: readonly Finding[]): void {
  const marks = readMarks(example, "finding");
  deepStrictEqual(
    placesOf(findings),
    marks.map(({ place }) => place).sort(),
    `in the example at line ${example.line}`,
  );
  for (const { place, words } of marks) {
    const messages = findings
      .filter(({ span }) => `${span?.file}:${span?.line}` === place)
      .map(({ message }) => message);
    ok(
      messages.some((message) => message.includes(words)),
      `${place}: "${words}" is not in ${JSON.stringify(messages)}`,
    );
  }
  const steps = new Set(
    findings.flatMap(({ path = [] }) => path.map(({ span }) => `${span.file}:${span.line}`)),
  );
  for (const { place } of readMarks(example, "step"))
    ok(steps.has(place), `${place} is no step of any path: ${[...steps].join(", ")}`);
}

function checkWording({ message, mend, span, path = [] }: Finding): void {
  for (const step of path) ok(!step.message.startsWith("→"), `reports draw the arrows: ${step.message}`);
  ok(!message.endsWith("."), `a message ends without a full stop: ${message}`);
  ok(message.length > 10 && !message.includes("\n"), message);
  ok(mend === undefined || (mend !== "" && !mend.endsWith(".")), mend);
  ok(span !== undefined && span.end >= span.offset);
}

/** The fixes make *after* of *before*; what comes out parses, the rule is silent on it, and a second run changes nothing. */
function checkFix(id: string, rule: Rule, before: Example, after: Example): void {
  const files = withoutMarks(before);
  const findings = findAlone(id, rule, files);
  const fixes = findings.flatMap(({ fix }) => fix ?? []);
  ok(fixes.length > 0, "nothing is mended");
  for (const { safety } of fixes) strictEqual(safety, rule.fix, "a fix is as safe as its rule says");
  const { texts, left } = mendFiles(files, findings, () => true);
  deepStrictEqual(left, [], "every fix is taken");
  const result = new Map([...files].map(([path, text]) => [path, texts.get(path) ?? text]));
  deepStrictEqual(Object.fromEntries(result), Object.fromEntries(withoutMarks(after)));
  for (const text of result.values()) deepStrictEqual(parseModule(text).problems, []);
  const again = findAlone(id, rule, result).filter(({ fix }) => fix !== undefined);
  deepStrictEqual(again, [], "the rule is silent on what it mended");
}

for (const [id, rule] of rules) {
  describe(`rule ${id}`, () => {
    const text = ruleTexts[id] ?? "";
    const examples = readExamples(text);

    test("says what, why and what instead", () => {
      strictEqual(text.split("\n")[0], `# ${id}`);
      deepStrictEqual([...text.matchAll(/^## (.*)$/gm)].map((found) => found[1]).slice(0, 2), [
        "Why",
        "Instead",
      ]);
      ok(/^# .*\n\n\S.*\n\n## Why\n/.test(text), "one sentence stands before the reasons");
    });

    test("has examples of both kinds, and all of them are Python", () => {
      ok(examples.some((example) => readMarks(example, "finding").length > 0));
      ok(examples.some((example) => readMarks(example, "finding").length === 0 && example.role !== "before"));
      for (const example of examples)
        for (const [path, code] of example.files)
          if (path.endsWith(".py"))
            deepStrictEqual(parseModule(code).problems, [], `${path}, line ${example.line}`);
    });

    for (const example of examples) {
      test(`finds what is marked, and nothing else, in the example at line ${example.line}`, () => {
        const findings = findAlone(id, rule, withoutMarks(example));
        for (const finding of findings) checkWording(finding);
        checkMarks(example, findings);
      });
    }

    test("shows what its fixes do", () => {
      const pairs = examples.flatMap((example, at) =>
        example.role === "before" ? [[example, examples[at + 1]] as const] : [],
      );
      strictEqual(pairs.length > 0, rule.fix !== "none", "before and after, where there is a fix");
      for (const [before, after] of pairs) {
        ok(after?.role === "after", `what comes after the example at line ${before.line}?`);
        checkFix(id, rule, before, after);
      }
    });

    test("speaks alone of what it finds", () => {
      const choices = [...rules].flatMap(([other, its]) =>
        its.on || other === id ? [{ id: other, rule: its }] : [],
      );
      for (const example of examples) {
        const { reading, facts } = readExample(withoutMarks(example));
        const places = new Set(readMarks(example, "finding").map(({ place }) => place));
        const said = runRules(reading, facts, choices, today).findings.filter(({ span }) =>
          places.has(`${span?.file}:${span?.line}`),
        );
        const others = said.filter(
          ({ rule: other }) => other !== id && !(rules.get(other)?.precedes ?? []).includes(id),
        );
        deepStrictEqual(
          others.map(({ rule: other, message }) => `${other}: ${message}`),
          [],
          "name it in `precedes`",
        );
      }
    });

    test("names rules that there are", () => {
      for (const other of rule.precedes ?? []) ok(rules.has(other) && other !== id, other);
      ok(existsSync(join(root, "src/rules", `${id}.ts`)));
    });
  });
}

test("no rule precedes itself, through others either: both would be silent", () => {
  const walk = (id: string, way: readonly string[]): void => {
    ok(!way.includes(id), [...way, id].join(" → "));
    for (const below of rules.get(id)?.precedes ?? []) walk(below, [...way, id]);
  };
  for (const id of rules.keys()) walk(id, []);
});

test("there are rules, and a text for each", () => {
  ok(rules.size > 0);
  deepStrictEqual(Object.keys(ruleTexts), [...rules.keys()]);
});
