import assert from "node:assert/strict";
import { test } from "node:test";
import { flattenSchema, sharedNameOf } from "#contract";
import { brief, readAnyhow, schemaDocument, schemaNamed } from "./check.ts";

function flat(text: string) {
  const contract = readAnyhow(schemaDocument(text));
  return flattenSchema(contract, schemaNamed(contract, "A"));
}

test("members give properties, required names and bounds together", () => {
  const schema =
    flat(`{description: all, allOf: [{$ref: '#/components/schemas/B'}, {type: object, required: [b], properties: {c: {type: integer}}}]}
    B: {type: object, description: b, additionalProperties: false, properties: {b: {type: string}}, minProperties: 1}`);
  assert.deepEqual(schema.types, ["object"]);
  assert.equal(schema.description, "all");
  assert.deepEqual(
    schema.properties.map((property) => [property.name, property.required]),
    [
      ["b", true],
      ["c", false],
    ],
  );
  assert.equal(schema.additionalProperties, false);
  assert.equal(schema.minProperties, 1);
  assert.deepEqual(schema.allOf, []);
});

test("a place for anything is what another member says of it", () => {
  const of = (first: string) =>
    flat(`{allOf: [{properties: {b: ${first}}}, {properties: {b: {$ref: '#/components/schemas/B'}}}]}
    B: {type: object}`).properties[0]?.schema.kind;
  assert.equal(of("{description: whatever}"), "ref");
  assert.equal(of("{}"), "ref");
  assert.equal(of("{minLength: 1}"), "schema");
  assert.equal(of("{type: object}"), "schema");
});

test("bounds get narrower", () => {
  assert.deepEqual(
    brief(
      flat(
        "{allOf: [{type: number, minimum: 1, maximum: 9}, {type: integer, minimum: 3, enum: [3, 4, 5]}, {enum: [4, 5, 6]}]}",
      ),
    ),
    { types: ["integer"], minimum: 3, maximum: 9, enum: [4, 5] },
  );
});

test("types that exclude each other allow nothing", () => {
  assert.deepEqual(flat("{allOf: [{type: string}, {type: integer}]}").enum, []);
});

test("null is allowed where all allow it, or where it is said around them", () => {
  assert.equal(flat("{allOf: [{type: [string, 'null']}, {type: string}]}").nullable, false);
  assert.equal(flat("{allOf: [{type: [string, 'null']}, {type: [string, 'null']}]}").nullable, true);
  assert.equal(
    flat("{anyOf: [{$ref: '#/components/schemas/B'}, {type: 'null'}]}\n    B: {type: object}").nullable,
    true,
  );
});

test("the same property twice is both together", () => {
  const contract = readAnyhow(
    schemaDocument(
      "{allOf: [{properties: {a: {type: string, minLength: 2}}}, {properties: {a: {maxLength: 3}}}]}",
    ),
  );
  const [property] = flattenSchema(contract, schemaNamed(contract, "A")).properties;
  assert.ok(property);
  assert.deepEqual(brief(flattenSchema(contract, property.schema)), {
    types: ["string"],
    minLength: 2,
    maxLength: 3,
  });
});

test("two patterns and two sets of alternatives stay apart", () => {
  const schema = flat(
    "{allOf: [{pattern: a, oneOf: [{title: x}, {title: y}]}, {pattern: b, oneOf: [{title: v}, {title: w}]}]}",
  );
  assert.equal(schema.pattern, "a");
  assert.equal(schema.oneOf.length, 2);
  const [rest] = schema.allOf;
  assert.equal(rest?.kind === "schema" && rest.pattern, "b");
  assert.equal(rest?.kind === "schema" && rest.oneOf.length, 2);
});

test("schemas that are members of themselves, and long chains of members, come to an end", () => {
  assert.deepEqual(
    flat("{allOf: [{$ref: '#/components/schemas/A'}, {type: object, properties: {a: {}}}]}").properties
      .length,
    1,
  );
  const count = 3_000;
  const chain = Array.from(
    { length: count },
    (_, index) =>
      `    S${index}: {type: object, allOf: [{$ref: '#/components/schemas/S${(index + 1) % count}'}]}`,
  );
  const contract = readAnyhow(`paths: {}\ncomponents:\n  schemas:\n${chain.join("\n")}`);
  assert.deepEqual(flattenSchema(contract, schemaNamed(contract, "S0")).types, ["object"]);
});

test("the same question gets the same object", () => {
  const contract = readAnyhow(schemaDocument("{allOf: [{type: object}, {title: x}]}"));
  const schema = schemaNamed(contract, "A");
  const reference = { kind: "ref", name: "A", span: schema.span } as const;
  assert.equal(flattenSchema(contract, schema), flattenSchema(contract, reference));
});

test("the shared name behind words and null", () => {
  const named = (text: string) => {
    const contract = readAnyhow(schemaDocument(`{properties: {x: ${text}}}\n    B: {type: object}`));
    const [property] = schemaNamed(contract, "A").properties;
    assert.ok(property);
    return sharedNameOf(property.schema);
  };
  assert.equal(named("{$ref: '#/components/schemas/B'}"), "B");
  assert.equal(named("{$ref: '#/components/schemas/B', description: x}"), "B");
  assert.equal(named("{allOf: [{$ref: '#/components/schemas/B'}], nullable: true}"), "B");
  assert.equal(named("{anyOf: [{$ref: '#/components/schemas/B'}, {type: 'null'}]}"), "B");
  assert.equal(named("{$ref: '#/components/schemas/B', minProperties: 1}"), undefined);
  assert.equal(named("{type: object}"), undefined);
});

test("what a later member opens is no longer only read, and what it closes is", () => {
  const of = (first: string, second: string) => {
    const text = `{allOf: [{properties: {b: ${first}}}, {required: [b], properties: {b: ${second}}}]}
    B: {type: string, format: uuid, readOnly: true}`;
    const contract = readAnyhow(schemaDocument(text));
    const [property] = flattenSchema(contract, schemaNamed(contract, "A")).properties;
    return property && flattenSchema(contract, property.schema);
  };
  const shared = "{$ref: '#/components/schemas/B'}";
  assert.equal(of(shared, "{readOnly: false}")?.readOnly, false);
  assert.equal(of(shared, "{readOnly: false, description: Given}")?.format, "uuid");
  assert.equal(of(shared, "{description: Given}")?.readOnly, true);
  assert.equal(of("{type: string, readOnly: false}", "{readOnly: true}")?.readOnly, true);
  assert.equal(of("{type: string, readOnly: false}", shared)?.readOnly, true);
});
