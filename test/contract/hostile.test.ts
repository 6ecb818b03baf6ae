import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleOf, flattenSchema, readContract } from "#contract";
import { processorMs } from "../processor-time.ts";
import { makeDocument, schemaNamed } from "./check.ts";

const levels = 10_000;

/** Texts that are made to hang or crash a reader, and the rule that must stop them. */
const hostile: readonly (readonly [name: string, text: string, rule: RegExp])[] = [
  ["lists in lists", "[".repeat(levels), /too-deep/],
  ["maps in maps", '{"a":'.repeat(levels), /too-deep/],
  ["block lists in block lists", "- ".repeat(levels), /too-deep/],
  ["keys in keys", "? ".repeat(levels), /too-deep/],
  [
    "indented maps",
    Array.from({ length: 1_000 }, (_, index) => `${" ".repeat(index)}a:`).join("\n"),
    /too-deep/,
  ],
  ["closing brackets", "]".repeat(levels), /unreadable/],
  ["quotes", '"'.repeat(levels), /unreadable/],
  ["anchors", "&a ".repeat(levels), /unreadable/],
  ["tags", "!a ".repeat(levels), /unreadable/],
  ["tabs", "\t".repeat(levels), /not-a-contract/],
  ["new lines", "\n".repeat(levels), /not-a-contract/],
  ["nothing but zeros", "\u0000".repeat(levels), /not-a-contract|unreadable/],
  ["directives", "%YAML 9.9\n".repeat(levels), /not-a-contract|unreadable/],
  ["documents", "---\n".repeat(levels), /not-a-contract/],
];

for (const [name, text, rule] of hostile) {
  test(`${name} end in a finding`, () => {
    const started = processorMs();
    const { value, findings } = readContract("hostile.yaml", text);
    assert.equal(value, undefined);
    assert.match(findings[0]?.rule ?? "", rule);
    assert.ok(processorMs() - started < 15_000);
  });
}

test("a document above the limit is refused before it is parsed", () => {
  const started = processorMs();
  const { value, findings } = readContract("big.yaml", "a".repeat(100_000_000));
  assert.equal(value, undefined);
  assert.deepEqual(
    findings.map((finding) => finding.rule),
    ["contract/too-large"],
  );
  assert.ok(processorMs() - started < 2_000);
});

test("deep schemas behind names do not overflow", () => {
  const count = 5_000;
  const chain = Array.from(
    { length: count },
    (_, index) =>
      `    S${index}: {type: object, required: [a], properties: {a: {$ref: '#/components/schemas/S${index + 1}'}}}`,
  );
  const { value } = readContract(
    "deep.yaml",
    makeDocument(`paths: {}\ncomponents:\n  schemas:\n${chain.join("\n")}\n    S${count}: {type: string}`),
  );
  assert.ok(value);
  exampleOf(value, schemaNamed(value, "S0"));
});

test("a tree of schemas that is exponential when written out stays small", () => {
  const count = 60;
  const bomb = (key: string) =>
    Array.from({ length: count }, (_, index) => {
      const reference = `{$ref: '#/components/schemas/S${index + 1}'}`;
      return `    S${index}: {${key}: [${reference}, ${reference}]}`;
    }).join("\n");
  for (const key of ["allOf", "anyOf", "oneOf"]) {
    const started = processorMs();
    const { value } = readContract(
      "bomb.yaml",
      makeDocument(
        `paths: {}\ncomponents:\n  schemas:\n${bomb(key)}\n    S${count}: {type: string, example: x}`,
      ),
    );
    assert.ok(value);
    flattenSchema(value, schemaNamed(value, "S0"));
    exampleOf(value, schemaNamed(value, "S0"));
    assert.ok(processorMs() - started < 15_000, key);
  }
});

test("places that refer to each other twice do not multiply", () => {
  const count = 60;
  const places = Array.from({ length: count }, (_, index) => {
    const reference = `{$ref: '#/x-places/p${index + 1}'}`;
    return `  p${index}: {type: object, properties: {a: ${reference}, b: ${reference}}}`;
  });
  const { value, findings } = readContract(
    "places.yaml",
    makeDocument(
      `paths: {}\nx-places:\n${places.join("\n")}\n  p${count}: {type: string}\ncomponents: {schemas: {A: {$ref: '#/x-places/p0'}}}`,
    ),
  );
  assert.ok(value);
  assert.equal(value.schemas.size, count + 1);
  assert.equal(findings.filter((finding) => finding.severity === "error").length, 0);
});

test("thousands of findings are cut, and errors among them are not forgotten", () => {
  const schemas = Array.from({ length: 1_500 }, (_, index) => `    S${index}: {type: string, enum: [1]}`);
  const { findings } = readContract(
    "many.yaml",
    makeDocument(`paths: {}\ncomponents:\n  schemas:\n${schemas.join("\n")}\n    Z: {type: strng}`),
  );
  assert.ok(findings.length <= 1_001);
  assert.equal(findings.at(-1)?.rule, "contract/too-many-findings");
  assert.equal(findings.at(-1)?.severity, "error");
});

test("thousands of references to nowhere are read in time", () => {
  const schemas = Array.from(
    { length: 5_000 },
    (_, index) => `    S${index}: {$ref: '#/components/schemas/T${index}'}`,
  );
  const started = processorMs();
  readContract("nowhere.yaml", makeDocument(`paths: {}\ncomponents:\n  schemas:\n${schemas.join("\n")}`));
  assert.ok(processorMs() - started < 20_000);
});

test("a contract of 1,000 operations is read in about a second", () => {
  const started = processorMs();
  const { value, findings } = readContract("large.yaml", makeLargeDocument(1_000));
  const elapsed = processorMs() - started;
  assert.deepEqual(findings, []);
  assert.equal(value?.operations.length, 1_000);
  // Ten times what it takes on a quiet machine: this is about hanging, not about speed.
  assert.ok(elapsed < 15_000, `${elapsed} ms`);
});

function makeLargeDocument(count: number): string {
  const paths: string[] = [];
  const schemas: string[] = [];
  for (let index = 0; index < count; index += 1) {
    paths.push(`  /things${index}/{id}:
    get:
      operationId: get${index}
      parameters:
        - {name: id, in: path, required: true, schema: {type: string, format: uuid}}
      responses:
        '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/T${index}'}}}}
        '404': {$ref: '#/components/responses/Missing'}`);
    schemas.push(`    T${index}:
      type: object
      required: [id]
      properties:
        id: {type: string, format: uuid}
        name: {type: string, maxLength: 100}
        next: {$ref: '#/components/schemas/T${(index + 1) % count}'}`);
  }
  return makeDocument(
    `paths:\n${paths.join("\n")}\ncomponents:\n  responses:\n    Missing: {description: missing}\n  schemas:\n${schemas.join("\n")}`,
  );
}
