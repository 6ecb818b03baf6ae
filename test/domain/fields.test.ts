import { deepEqual, equal, match } from "node:assert/strict";
import { describe, test } from "node:test";
import { stringify } from "yaml";
import { type Field, fieldOf } from "#domain";
import { understandText } from "./check.ts";

type Json = Record<string, unknown>;

const json = (schema: unknown): Json => ({ content: { "application/json": { schema } } });
const one = { $ref: "#/components/schemas/Crate" };

/** A collection of crates: one schema for what is answered and one, or the same, for what is sent. */
function contractOf(answered: Json, sent: Json = one): string {
  return stringify({
    openapi: "3.1.0",
    info: { title: "Crates", version: "1" },
    paths: {
      "/crates": {
        get: {
          operationId: "list",
          responses: { 200: { description: "ok", ...json({ type: "array", items: one }) } },
        },
        post: {
          operationId: "pack",
          requestBody: { required: true, ...json(sent) },
          responses: { 201: { description: "made", ...json(one) } },
        },
      },
      "/crates/{id}": {
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
        get: { operationId: "read", responses: { 200: { description: "ok", ...json(one) } } },
      },
    },
    components: { schemas: { Crate: answered } },
  });
}

const id = { type: "integer", readOnly: true };
const label = { type: "string" };

function crate(properties: Json, required: readonly string[] = ["id", "label"]): Json {
  return { type: "object", required, properties: { id, label, ...properties } };
}

function fieldIn(text: string, name: string): Field {
  const [entity] = understandText(text).entities;
  const found = entity && fieldOf(entity, name);
  if (!found) throw new Error(`no field ${name}`);
  return found;
}

function field(schema: Json, required = false): Field {
  return fieldIn(contractOf(crate({ it: schema }, ["id", "label", ...(required ? ["it"] : [])])), "it");
}

describe("what a field is", () => {
  const cases: readonly (readonly [Json, object])[] = [
    [
      { type: "string", format: "uri" },
      { kind: "scalar", type: "string" },
    ],
    [
      { type: "integer", format: "int32" },
      { kind: "scalar", type: "integer" },
    ],
    [
      { type: "number", format: "decimal" },
      { kind: "scalar", type: "decimal" },
    ],
    [
      { type: "string", format: "decimal" },
      { kind: "scalar", type: "decimal-text" },
    ],
    [
      { type: "string", format: "date" },
      { kind: "scalar", type: "date" },
    ],
    [
      { type: "string", enum: ["a", "b"] },
      { kind: "enum", values: ["a", "b"] },
    ],
    [
      { type: "integer", enum: [1, 2] },
      { kind: "enum", values: [1, 2] },
    ],
    [
      { type: "number", enum: [0.5, 1] },
      { kind: "enum", values: [0.5, 1] },
    ],
    [
      { type: "boolean", enum: [true] },
      { kind: "enum", values: [true] },
    ],
    [{ enum: ["fast", 1, false] }, { kind: "enum", values: ["fast", 1, false] }],
    [{ const: "crate" }, { kind: "enum", values: ["crate"] }],
    [
      { type: "array", items: { type: "string", enum: ["a", "b"] } },
      { kind: "values", of: "string", choices: ["a", "b"], bounds: {} },
    ],
  ];
  for (const [schema, meaning] of cases)
    test(JSON.stringify(schema), () => deepEqual(field(schema).meaning, meaning));

  test("one value that every row has is a constant", () => {
    deepEqual(field({ const: "crate" }, true).meaning, { kind: "constant", value: "crate" });
    deepEqual(field({ type: "string", enum: ["crate"], readOnly: true }).meaning, {
      kind: "constant",
      value: "crate",
    });
  });
});

describe("null, in every spelling", () => {
  const spellings: readonly Json[] = [
    { type: ["string", "null"] },
    { anyOf: [{ type: "string" }, { type: "null" }] },
    { oneOf: [{ type: "null" }, { type: "string" }] },
    { type: ["string", "null"], enum: ["a", null] },
  ];
  for (const schema of spellings)
    test(JSON.stringify(schema), () => {
      equal(field(schema).nullable, true);
      equal(field(schema).missing, "null");
    });
});

describe("what a row shows that has no value", () => {
  test("nothing, where answers need not show it", () => equal(field(label).missing, "absent"));
  test("its default, where it has one", () => {
    equal(field({ type: "string", default: "x" }).missing, "never");
    equal(field({ type: "string", default: "x" }).default, "x");
  });
  test("a default that its own schema forbids is none", () => {
    equal(field({ type: "integer", default: "x" }).default, undefined);
    equal(field({ type: "string", maxLength: 1, default: "xx" }).default, undefined);
    equal(field({ type: "string", default: null }).missing, "absent");
  });

  const promised = (schema: Json): Field =>
    fieldIn(
      contractOf(crate({ it: schema }, ["id", "it"]), {
        type: "object",
        required: ["label"],
        properties: { label, it: schema },
      }),
      "it",
    );

  test("an empty value, where answers promise one and bodies may leave it out", () => {
    equal(promised(label).default, "");
    equal(promised({ type: "integer" }).default, 0);
    equal(promised({ type: "boolean" }).default, false);
  });
  test("and where an empty one is not allowed, nothing can be said", () => {
    match(promised({ type: "string", minLength: 1 }).unfilled ?? "", /it/);
    match(promised({ type: "integer", minimum: 1 }).unfilled ?? "", /it/);
    match(promised({ type: "string", format: "date" }).unfilled ?? "", /it/);
  });
});

describe("fields for one direction", () => {
  const kinds = (text: string): readonly string[] =>
    understandText(text).operations.map(({ behaviour }) => behaviour.kind);

  test("a read-only one is in no body", () => {
    const domain = understandText(contractOf(crate({ size: { type: "integer", readOnly: true } })));
    const create = domain.operations.find(({ behaviour }) => behaviour.kind === "create")?.behaviour;
    deepEqual(create?.kind === "create" && create.body.fields.map(({ field: name }) => name), ["label"]);
    equal(fieldOf(domain.entities[0] as never, "size")?.missing, "absent");
  });

  test("a write-only one is in no answer, and kept", () => {
    const domain = understandText(contractOf(crate({ memo: { type: "string", writeOnly: true } })));
    deepEqual(
      domain.entities[0]?.representations[0]?.fields.map(({ field: name }) => name),
      ["id", "label"],
    );
    equal(fieldOf(domain.entities[0] as never, "memo")?.meaning.kind, "scalar");
  });

  test("what answers promise and nothing fills leaves open what answers it", () => {
    const text = contractOf(crate({ total: { type: "integer", readOnly: true } }, ["id", "label", "total"]));
    deepEqual(kinds(text), ["custom", "custom", "custom"]);
    const [first] = understandText(text).operations;
    match(first?.behaviour.kind === "custom" ? first.behaviour.reason : "", /total/);
  });

  test("but not where it has a default, or a time of making by its name", () => {
    deepEqual(
      kinds(contractOf(crate({ total: { type: "integer", readOnly: true, default: 0 } }, ["id", "total"]))),
      ["list", "create", "read"],
    );
    deepEqual(
      kinds(
        contractOf(
          crate({ madeAt: { type: "string", format: "date-time", readOnly: true } }, ["id", "madeAt"]),
        ),
      ),
      ["list", "create", "read"],
    );
  });
});

describe("objects, lists, maps and anything", () => {
  const street = { type: "string" };
  const address = { type: "object", required: ["street"], properties: { street, zip: { type: "string" } } };
  const any = { shape: { kind: "any" }, nullable: true };
  const text = { shape: { kind: "scalar", type: "string", bounds: {} }, nullable: false };
  const cases: readonly (readonly [Json, object])[] = [
    [address, { kind: "json", shape: { kind: "object", value: "CrateIt" } }],
    [
      { type: "array", items: address },
      { kind: "objects", value: "CrateIt" },
    ],
    [
      { type: "array", minItems: 1, items: address },
      {
        kind: "json",
        shape: {
          kind: "list",
          of: { shape: { kind: "object", value: "CrateIt" }, nullable: false },
          bounds: { minItems: 1 },
        },
      },
    ],
    [
      { type: ["array", "null"], items: { type: "string" } },
      { kind: "json", shape: { kind: "list", of: text, bounds: {} } },
    ],
    [
      { type: "array", items: { type: "array", items: { type: "string" } } },
      {
        kind: "json",
        shape: {
          kind: "list",
          of: { shape: { kind: "list", of: text, bounds: {} }, nullable: false },
          bounds: {},
        },
      },
    ],
    [
      { type: "object", additionalProperties: { type: "string" } },
      { kind: "json", shape: { kind: "map", of: text, bounds: {} } },
    ],
    [{ type: "object" }, { kind: "json", shape: { kind: "map", of: any, bounds: {} } }],
    [{ description: "anything" }, { kind: "json", shape: { kind: "any" } }],
    [
      { type: ["string", "integer"] },
      {
        kind: "json",
        shape: {
          kind: "union",
          of: [
            { kind: "scalar", type: "string", bounds: {} },
            { kind: "scalar", type: "integer", bounds: {} },
          ],
        },
      },
    ],
  ];
  for (const [schema, meaning] of cases)
    test(JSON.stringify(schema), () => deepEqual(field(schema).meaning, meaning));

  test("an object has the name of its schema, and members as rows have fields", () => {
    const domain = understandText(
      contractOf(crate({ home: { $ref: "#/components/schemas/Place" } })).replace(
        "schemas:",
        "schemas:\n    Place: { type: object, required: [street, code], properties: { street: { type: string }, code: { type: string, readOnly: true, default: x }, pin: { type: string, writeOnly: true } } }",
      ),
    );
    const [value] = domain.values;
    equal(value?.name, "Place");
    deepEqual(
      value?.given.map(({ field: name, required }) => [name, required]),
      [
        ["street", true],
        ["pin", false],
      ],
    );
    deepEqual(
      value?.shown.map(({ field: name }) => name),
      ["street", "code"],
    );
  });

  test("an object may hold itself", () => {
    const tree = {
      type: "object",
      properties: {
        name: { type: "string" },
        inside: { type: "array", items: { $ref: "#/components/schemas/Tree" } },
      },
    };
    const text = contractOf(crate({ root: { $ref: "#/components/schemas/Tree" } })).replace(
      "schemas:",
      `schemas:\n    Tree: ${JSON.stringify(tree)}`,
    );
    const [value] = understandText(text).values;
    deepEqual(value?.fields[1]?.meaning, {
      kind: "json",
      shape: { kind: "list", of: { shape: { kind: "object", value: "Tree" }, nullable: false }, bounds: {} },
    });
    equal(understandText(text).values.length, 1);
  });

  test("a list that holds only itself is anything in the end", () => {
    const text = contractOf(crate({ loop: { $ref: "#/components/schemas/Loop" } })).replace(
      "schemas:",
      `schemas:\n    Loop: { type: array, items: { $ref: "#/components/schemas/Loop" } }`,
    );
    deepEqual(fieldIn(text, "loop").meaning, {
      kind: "json",
      shape: { kind: "list", of: { shape: { kind: "any" }, nullable: false }, bounds: {} },
    });
  });

  test("what bodies and answers do not speak of in the same way leaves open what takes or shows it", () => {
    const sent = { type: "object", required: ["label"], properties: { label, it: { type: "string" } } };
    const domain = understandText(contractOf(crate({ it: address }), sent));
    deepEqual(
      domain.operations.map(({ behaviour }) => behaviour.kind),
      ["custom", "custom", "custom"],
    );
    match(JSON.stringify(domain.operations[1]?.behaviour), /do not speak of the same it/);
  });

  test("an object in answers that no body gives is absent, or leaves open what must show it", () => {
    const sent = { type: "object", required: ["label"], properties: { label } };
    equal(fieldIn(contractOf(crate({ it: address }), sent), "it").missing, "absent");
    const promised = understandText(contractOf(crate({ it: address }, ["id", "it"]), sent));
    match(JSON.stringify(promised.operations[0]?.behaviour), /nothing says what fills it/);
  });
});

test("a row that shows a row that shows it again is left open", () => {
  const sent = { type: "object", required: ["label"], properties: { label } };
  const { unread } = fieldIn(contractOf(crate({ below: one }), sent), "below");
  equal(unread, "nothing says where below ends, which shows a Crate that shows it again");
});
