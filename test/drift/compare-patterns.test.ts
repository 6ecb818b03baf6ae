import { deepStrictEqual, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { type Contract, flattenSchema, patternSamples, readContract, type Schema } from "#contract";
import { patternWitness } from "../../src/drift/compare-patterns.ts";
import { compareSchemas } from "../../src/drift/compare-schemas.ts";

function schemaOf(keywords: string): readonly [Contract, Schema] {
  const { value } = readContract(
    "a.yaml",
    `openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {type: string, ${keywords}}}}\n`,
  );
  const schema = value?.schemas.get("A");
  if (value === undefined || schema === undefined) throw new Error(keywords);
  return [value, flattenSchema(value, schema)];
}

describe("patterns differ where a text shows it", () => {
  const check = (one: string, other: string, refusedBy: string | undefined): void => {
    test(`${one} and ${other}`, () => {
      strictEqual(patternWitness(schemaOf(one), schemaOf(other))?.refusedBy, refusedBy);
    });
  };
  const same = (one: string, other: string): void =>
    check(`pattern: '${one}'`, `pattern: '${other}'`, undefined);
  const differ = (one: string, other: string, by: string): void =>
    check(`pattern: '${one}'`, `pattern: '${other}'`, by);
  differ("^\\d{13}$", "^\\d{10,13}$", "promised");
  differ("^[a-z]{1,50}$", "^[a-z]{1,40}$", "kept");
  differ("^[a-z]+$", "^[a-zA-Z]+$", "promised");
  differ("^[a-z]+$", "[a-z]+", "promised");
  differ("^(?:open|paid)$", "^(?:open|paid|lost)$", "promised");
  differ("^[A-Z]{3}-\\d+$", "^[A-Z]{3}\\d+$", "kept");
  differ("^\\S+$", "^\\w+$", "kept");
  check("pattern: '^[a-z]+$'", "maxLength: 9", "promised");
  check("maxLength: 9", "pattern: '^[a-z]+$'", "kept");
  same("^\\d{13}$", "^[0-9]{13}$");
  same("^\\w+$", "^[A-Za-z0-9_]+$");
  same("^a$|^b$", "^(?:a|b)$");
  same("^[\\w.-]+$", "^[-.\\w]{1,}$");
  same("^(?!x)y$", "^y$");
  check(
    "pattern: '^.{1,9}$', minLength: 1, maxLength: 9",
    "minLength: 1, maxLength: 9, pattern: '^[^\\n\\r]+$'",
    undefined,
  );
  check("pattern: '^[a-z]+$'", "format: email", undefined);
  check("pattern: '^[a-z]+$'", "enum: [a, b]", undefined);
});

test("samples stay few and short, and are none where the pattern is not understood", () => {
  deepStrictEqual(patternSamples("(?=a)"), []);
  for (const source of [
    "^(a|b|c|d){1,200}(e|f){3}[^x]{290}$",
    `^${"(ab?){1,9}".repeat(40)}$`,
    "^[\\s\\S]*$",
  ]) {
    const samples = patternSamples(source);
    strictEqual(samples.length <= 64, true, String(samples.length));
    strictEqual(
      samples.every(({ length }) => length <= 300),
      true,
    );
  }
});

test("a path that the contract would not have is one that nothing answers: only more refusals are drift", () => {
  const [open, closed] = [schemaOf("minLength: 0"), schemaOf("pattern: '^prd_'")];
  const compare = ([promised, one]: typeof open, [kept, other]: typeof open): number =>
    compareSchemas(
      { promised, kept },
      { item: "GET /a/{id}", side: "request", what: "parameter" },
      "path id",
      one,
      other,
    ).length;
  deepStrictEqual([compare(closed, open), compare(open, closed)], [0, 1]);
});
