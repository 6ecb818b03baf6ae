import assert from "node:assert/strict";
import { test } from "node:test";
import { brief, findingsOf, readSchemaText, rulesOf, schemaDocument } from "./check.ts";

const nullable: readonly (readonly [
  text: string,
  version: string,
  types: readonly string[],
  nullable: boolean,
])[] = [
  ["{type: string}", "3.1.0", ["string"], false],
  ["{type: string, nullable: true}", "3.0.3", ["string"], true],
  ["{type: string, nullable: true, enum: [a]}", "3.0.3", ["string"], true],
  ["{type: [string, 'null']}", "3.1.0", ["string"], true],
  ["{type: [string, null]}", "3.1.0", ["string"], true],
  ["{type: [string, 'null'], enum: [a]}", "3.1.0", ["string"], false],
  ["{type: [string, 'null'], enum: [a, null]}", "3.1.0", ["string"], true],
  ["{enum: [a, null]}", "3.1.0", ["string"], true],
  ["{oneOf: [{type: string}, {type: 'null'}]}", "3.1.0", ["string"], true],
  ["{anyOf: [{type: integer}, {const: null}]}", "3.1.0", ["integer"], true],
  ["{anyOf: [{type: integer}, {enum: [null]}]}", "3.1.0", ["integer"], true],
  ["{anyOf: [{type: integer}, {type: [string, 'null']}]}", "3.1.0", [], true],
  ["{type: 'null'}", "3.1.0", [], true],
  ["{type: null}", "3.1.0", [], true],
  ["{const: null}", "3.1.0", [], true],
  ["{}", "3.1.0", [], false],
];

for (const [text, version, types, expected] of nullable) {
  test(`null in ${version}: ${text}`, () => {
    const schema = readSchemaText(text, version);
    assert.deepEqual([schema.types, schema.nullable], [types, expected]);
    assert.equal(schema.enum?.includes(null) ?? false, false);
  });
}

test("only null is spelled as a constant", () => {
  for (const text of ["{type: 'null'}", "{enum: [null]}", "{anyOf: [{type: 'null'}]}"])
    assert.equal(readSchemaText(text).const, null);
});

test("what stands around the one alternative describes the whole", () => {
  const schema = readSchemaText(
    "{title: Born, default: null, anyOf: [{type: string, format: date, title: x}, {type: 'null'}]}",
  );
  assert.deepEqual(brief(schema), {
    types: ["string"],
    nullable: true,
    format: "date",
    title: "Born",
    default: null,
  });
});

test("a reference or null keeps the reference", () => {
  const schema = readSchemaText(
    "{oneOf: [{$ref: '#/components/schemas/B'}, {type: 'null'}]}\n    B: {type: object}",
  );
  assert.equal(schema.nullable, true);
  assert.equal(schema.oneOf.length, 0);
  assert.equal(schema.allOf[0]?.kind, "ref");
});

test("limits that are exclusive, in both spellings", () => {
  assert.deepEqual(
    brief(
      readSchemaText(
        "{type: integer, minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: false}",
        "3.0.0",
      ),
    ),
    {
      types: ["integer"],
      exclusiveMinimum: 1,
      maximum: 5,
    },
  );
  assert.deepEqual(brief(readSchemaText("{type: number, exclusiveMinimum: 1.5, maximum: 5}")), {
    types: ["number"],
    exclusiveMinimum: 1.5,
    maximum: 5,
  });
});

const inferred: readonly (readonly [text: string, types: readonly string[]])[] = [
  ["{properties: {a: {}}}", ["object"]],
  ["{additionalProperties: false}", ["object"]],
  ["{items: {}}", ["array"]],
  ["{pattern: a}", ["string"]],
  ["{format: date}", ["string"]],
  ["{format: int64}", ["integer"]],
  ["{minimum: 1}", ["number"]],
  ["{enum: [1, 2]}", ["integer"]],
  ["{const: x}", ["string"]],
  ["{description: any}", []],
  ["true", []],
];

for (const [text, types] of inferred) {
  test(`infers the type of ${text}`, () => assert.deepEqual(readSchemaText(text).types, types));
}

test("false allows nothing", () => assert.deepEqual(readSchemaText("false").enum, []));

test("examples from either keyword", () => {
  assert.deepEqual(readSchemaText("{type: integer, example: 1, examples: [2, 3]}").examples, [1, 2, 3]);
});

test("encodings of 3.1 become formats", () => {
  assert.equal(readSchemaText("{type: string, contentEncoding: base64}").format, "byte");
  assert.equal(readSchemaText("{type: string, contentMediaType: application/octet-stream}").format, "binary");
});

test("required names that others declare are kept", () => {
  const schema = readSchemaText(
    "{allOf: [{type: object, required: [id]}, {type: object, properties: {id: {type: string}}}]}",
  );
  const [member] = schema.allOf;
  assert.deepEqual(member?.kind === "schema" && member.alsoRequired, ["id"]);
});

test("a discriminator maps to shared names", () => {
  const schema = readSchemaText(
    "{oneOf: [{$ref: '#/components/schemas/B'}], discriminator: {propertyName: kind, mapping: {b: '#/components/schemas/B', c: B}}}\n    B: {type: object}",
  );
  assert.deepEqual(schema.discriminator?.property, "kind");
  assert.deepEqual(
    [...(schema.discriminator?.mapping ?? [])],
    [
      ["b", "B"],
      ["c", "B"],
    ],
  );
});

const wrong: readonly (readonly [text: string, rule: string])[] = [
  ["{type: strng}", "error contract/unknown-type"],
  ["{type: int}", "error contract/unknown-type"],
  ["{type: string, pattern: '['}", "warning contract/bad-pattern"],
  ["{type: string, pattern: '\\A[a-z]+\\Z'}", "warning contract/bad-pattern"],
  ["{type: integer, minimum: 5, maximum: 1}", "error contract/empty-range"],
  ["{type: string, minLength: 5, maxLength: 1}", "error contract/empty-range"],
  ["{type: string, minLength: -1}", "error contract/wrong-type"],
  ["{type: string, minLength: a}", "error contract/wrong-type"],
  ["{type: number, multipleOf: 0}", "error contract/wrong-type"],
  ["{type: string, enum: [1]}", "warning contract/enum-of-other-type"],
  ["{type: integer, default: a}", "warning contract/default-of-other-type"],
  [
    "{type: object, required: [a], properties: {b: {type: string}}}",
    "warning contract/undeclared-required-property",
  ],
  ["{type: object, required: true}", "error contract/wrong-type"],
  ["{type: object, properties: [a]}", "error contract/wrong-type"],
  ["[a]", "error contract/wrong-type"],
  ["{not: {type: string}}", "warning contract/unread-keyword"],
  ["{type: string, nullable: true}", "warning contract/keyword-of-other-version"],
  ["{oneOf: [], discriminator: {}}", "error contract/discriminator-without-property"],
];

for (const [text, rule] of wrong) {
  test(`finds ${rule} in ${text}`, () => {
    const rules = rulesOf(schemaDocument(text)).filter((each) => !each.includes("missing-operations"));
    assert.deepEqual(rules, [`${rule} 6`]);
  });
}

test("messages say what is meant", () => {
  const [, message] = findingsOf(schemaDocument("{type: strng}"));
  assert.equal(message, 'error contract/unknown-type 6:15: "strng" is no type: every value is allowed here');
});
