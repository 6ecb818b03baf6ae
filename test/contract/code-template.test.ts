import assert from "node:assert/strict";
import { test } from "node:test";
import { anySchema, type CodeExample, type CodeTemplate, codeTemplateOf, type Schema } from "#contract";

const span = { file: "c.yaml", offset: 0, end: 0, line: 1, column: 1 };

function templateOf(
  schema: Partial<Schema>,
  examples: readonly CodeExample[] = [],
  choices: ReadonlyMap<string, readonly string[]> = new Map(),
): string | undefined {
  const template = codeTemplateOf({ ...anySchema(span), types: ["string"], ...schema }, examples, choices);
  return template && say(template);
}

function say(template: CodeTemplate): string {
  return template
    .map((part) => {
      if (part.kind === "fixed") return part.text;
      if (part.kind === "chance") return `<${part.signs.length}^${part.length}>`;
      return part.kind === "choice" ? `<${part.field}>` : `<${part.kind}>`;
    })
    .join("");
}

test("a code looks like its example: words stay, what holds digits is made by chance, and enough of it", () => {
  assert.equal(templateOf({ examples: ["PCL-48201733"] }), "PCL-<10^20>");
  assert.equal(templateOf({ examples: ["TRK48201733"] }), "TRK<10^20>");
  assert.equal(templateOf({ examples: ["QX7K9P"] }), "<36^13>");
  assert.equal(templateOf({ examples: ["order_9f8e_0a1b2c3d4e5f6a7b"] }), "order_<16^4>_<16^16>");
});

test("several examples tell what is fixed and which signs there are", () => {
  const beside = new Map<string, string>();
  const examples = ["A1-north", "B2-south"].map((text) => ({ text, beside }));
  assert.equal(templateOf({}, examples), "<36^2>-<26^12>");
});

test("a piece that is the value of a field in every example is that of the row", () => {
  const choices = new Map([["kind", ["day", "year"]]]);
  const of = (text: string, kind: string) => ({ text, beside: new Map([["kind", kind]]) });
  const schema = { examples: ["pass-day-4f2c9a-7e"] };
  assert.equal(
    templateOf(schema, [of("pass-year-9ab2c3-0f", "year")], choices),
    "pass-<kind>-<16^6>-<16^10>",
  );
  assert.equal(templateOf(schema, [of("pass-year-9ab2c3-0f", "day")], choices), "pass-<26^3>-<16^6>-<16^7>");
});

test("patterns and formats are met, and bounds kept", () => {
  assert.equal(templateOf({ pattern: "^R-[A-Z0-9]{16}$" }), "R-<36^16>");
  assert.equal(templateOf({ format: "uuid" }), "<uuid>");
  assert.equal(templateOf({ examples: ["PCL-48201733"], maxLength: 12 }), undefined);
  assert.equal(templateOf({ examples: ["welcome"] }), "<26^14>");
  assert.equal(templateOf({ examples: ["on-its-way"] }), undefined);
});
