import assert from "node:assert/strict";
import { test } from "node:test";
import { acceptsValue, type ExampleOptions, exampleOf, type JsonValue } from "#contract";
import { processorMs } from "../processor-time.ts";
import { readAnyhow, schemaDocument, schemaNamed } from "./check.ts";

function example(text: string, options?: ExampleOptions, version?: string): JsonValue {
  const contract = readAnyhow(schemaDocument(text), version);
  return exampleOf(contract, schemaNamed(contract, "A"), options);
}

const examples: readonly (readonly [text: string, value: JsonValue])[] = [
  ["{type: string}", "text"],
  ["{type: string, minLength: 6}", "textxx"],
  ["{type: string, maxLength: 2}", "te"],
  ["{type: string, example: shown}", "shown"],
  ["{type: string, example: 5}", "text"],
  ["{type: string, default: usual}", "usual"],
  ["{type: string, enum: [a, b]}", "a"],
  ["{const: 7}", 7],
  ["{type: string, format: date-time}", "2024-01-15T09:30:00Z"],
  ["{type: string, format: date-time, example: yesterday}", "2024-01-15T09:30:00Z"],
  ["{type: string, format: date}", "2024-01-15"],
  ["{type: string, format: uuid}", "3f2504e0-4f89-41d3-9a0c-0305e82c3301"],
  ["{type: string, format: email, minLength: 24}", "person1@aaaaa.example.com"],
  ["{type: string, format: uri}", "https://example.com/1"],
  ["{type: string, format: ipv4}", "192.0.2.1"],
  ["{type: string, pattern: '^[a-z]{3}-\\d+$'}", "aaa-0"],
  ["{type: string, pattern: '^[a-z]+$', minLength: 4}", "aaaa"],
  ["{type: string, pattern: '^(cat|dog)s?$'}", "cat"],
  ["{type: string, pattern: 'x', minLength: 3}", "xaa"],
  ["{type: string, pattern: '(?=a)b', minLength: 6}", "textxx"],
  ["{type: integer}", 1],
  ["{type: integer, minimum: 5}", 5],
  ["{type: integer, maximum: -5}", -5],
  ["{type: integer, minimum: 10, multipleOf: 4}", 12],
  ["{type: number, exclusiveMinimum: 0, exclusiveMaximum: 1}", 0.5],
  ["{type: boolean}", true],
  ["{type: 'null'}", null],
  ["{type: array, items: {type: integer}, minItems: 2, uniqueItems: true}", [1, 2]],
  ["{type: array, items: {type: integer}, maxItems: 0}", []],
  ["{type: object, properties: {a: {type: integer}, b: {type: string}}, required: [b]}", { a: 1, b: "text" }],
  ["{type: object, additionalProperties: {type: integer}}", { key: 1 }],
  ["{type: object, minProperties: 2}", { key1: "text", key2: "text" }],
  ["{oneOf: [{type: integer, minimum: 3}, {type: string}]}", 3],
  [
    "{type: object, allOf: [{properties: {a: {type: integer}}, required: [a]}], oneOf: [{required: [b], properties: {b: {const: 1}}}]}",
    { a: 1, b: 1 },
  ],
  ["{type: object, properties: {next: {$ref: '#/components/schemas/A'}}}", { next: {} }],
  [
    "{type: object, required: [kids], properties: {kids: {type: array, items: {$ref: '#/components/schemas/A'}}}}",
    { kids: [{ kids: [] }] },
  ],
];

for (const [text, value] of examples) {
  test(`an example of ${text}`, () => assert.deepEqual(example(text), value));
}

test("directions, and what may be missing", () => {
  const text =
    "{type: object, required: [id], properties: {id: {type: integer, readOnly: true}, secret: {type: string, writeOnly: true}, name: {type: string}}}";
  assert.deepEqual(example(text, { direction: "request" }), { secret: "text", name: "text" });
  assert.deepEqual(example(text, { direction: "response" }), { id: 1, name: "text" });
  assert.deepEqual(example(text, { optional: false }), { id: 1 });
});

test("variants differ where there is room", () => {
  const text =
    "{type: object, properties: {a: {type: string, format: uuid}, b: {type: string, pattern: '^[a-z]{3}$'}, c: {type: integer, example: 9}, d: {enum: [x, y]}}}";
  const made = new Set(
    Array.from({ length: 20 }, (_, variant) => JSON.stringify(example(text, { variant }))),
  );
  assert.equal(made.size, 20);
});

test("a discriminator names the alternative", () => {
  const text = `{oneOf: [{$ref: '#/components/schemas/B'}], discriminator: {propertyName: kind, mapping: {bee: B}}}
    B: {type: object, required: [kind], properties: {kind: {type: string}}}`;
  assert.deepEqual(
    example(
      `${text}`.replace(
        "[{$ref: '#/components/schemas/B'}]",
        "[{$ref: '#/components/schemas/B'}, {type: string}]",
      ),
    ),
    { kind: "bee" },
  );
});

test("what cannot be made is null, and what blows up is bounded", () => {
  assert.equal(
    example("{type: object, required: [a], properties: {a: {$ref: '#/components/schemas/A'}}}"),
    null,
  );
  assert.equal(example("{enum: []}"), null);
  const wide = Array.from(
    { length: 40 },
    (_, index) =>
      `    S${index}: {type: object, required: [a, b], properties: {a: {$ref: '#/components/schemas/S${index + 1}'}, b: {$ref: '#/components/schemas/S${index + 1}'}}}`,
  );
  const contract = readAnyhow(
    `paths: {}\ncomponents:\n  schemas:\n${wide.join("\n")}\n    S40: {type: string}`,
  );
  exampleOf(contract, schemaNamed(contract, "S0"));
  assert.equal(typeof example("{type: string, minLength: 1000000000}"), "string");
  assert.equal(example("{type: array, items: {type: string}, minItems: 1000000000}") !== undefined, true);
});

test("patterns are matched without backtracking", () => {
  const contract = readAnyhow(
    schemaDocument(`{type: string, pattern: '^(a+)+$', example: '${"a".repeat(60)}!'}`),
  );
  const started = processorMs();
  assert.equal(exampleOf(contract, schemaNamed(contract, "A")), "a");
  assert.equal(acceptsValue(contract, schemaNamed(contract, "A"), `${"a".repeat(100)}!`), false);
  assert.ok(processorMs() - started < 5_000);
});
