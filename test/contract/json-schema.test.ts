import assert from "node:assert/strict";
import { test } from "node:test";
import { type Contract, readContract, resolveSchema } from "#contract";
import { brief, schemaNamed } from "./check.ts";

function readTypes(
  value: unknown,
  files: Readonly<Record<string, unknown>> = {},
  file = "types/order-line.schema.json",
): Contract {
  const reading = readContract(file, JSON.stringify(value), (path) =>
    Object.hasOwn(files, path) ? JSON.stringify(files[path]) : undefined,
  );
  assert.deepEqual(
    reading.findings.map(({ message }) => message),
    [],
  );
  return reading.value ?? assert.fail();
}

const newest = "https://json-schema.org/draft/2020-12/schema";

for (const [address, label] of [
  ["http://json-schema.org/draft-04/schema#", "JSON Schema draft 4"],
  ["http://json-schema.org/draft-06/schema#", "JSON Schema draft 6"],
  ["http://json-schema.org/draft-07/schema", "JSON Schema draft 7"],
  ["https://json-schema.org/draft/2019-09/schema", "JSON Schema 2019-09"],
  [newest, "JSON Schema 2020-12"],
] as const)
  test(`${label} is a document of types`, () => {
    const contract = readTypes({
      $schema: address,
      type: "object",
      properties: { money: { $ref: "#/definitions/Money" }, parent: { $ref: "#" } },
      definitions: { Money: { type: "integer", minimum: 0 } },
    });
    assert.equal(contract.label, label);
    assert.deepEqual([contract.operations, contract.events, contract.title], [[], [], ""]);
    assert.deepEqual([...contract.schemas.keys()], ["OrderLine", "Money"]);
    assert.deepEqual(
      schemaNamed(contract, "OrderLine").properties.map(({ schema }) => schema.kind === "ref" && schema.name),
      ["Money", "OrderLine"],
    );
  });

test("a title is the name, and definitions alone have theirs", () => {
  const named = readTypes({ $schema: newest, title: "Order line", type: "object" });
  assert.deepEqual([...named.schemas.keys()], ["OrderLine"]);
  const defined = readTypes({
    $defs: { Order: { type: "object" }, Line: { type: "string" } },
    title: "Types",
  });
  assert.equal(defined.label, "JSON Schema");
  assert.deepEqual([...defined.schemas.keys()], ["Order", "Line"]);
});

test("each draft has its own spelling", () => {
  const older = readTypes({
    $schema: "http://json-schema.org/draft-04/schema#",
    definitions: { A: { type: "number", minimum: 1, exclusiveMinimum: true } },
  });
  assert.deepEqual(brief(schemaNamed(older, "A")), { types: ["number"], exclusiveMinimum: 1 });
  const newer = readTypes({
    $schema: newest,
    $defs: {
      A: { type: ["number", "null"], exclusiveMinimum: 1 },
      B: { $ref: "#/$defs/A", description: "d" },
    },
  });
  assert.deepEqual(brief(schemaNamed(newer, "A")), {
    types: ["number"],
    nullable: true,
    exclusiveMinimum: 1,
  });
  assert.equal(schemaNamed(newer, "B").description, "d");
});

test("types refer to each other by place, by anchor, by address and across files", () => {
  const contract = readTypes(
    {
      $schema: newest,
      $id: "https://shop.test/types/order-line.schema.json",
      type: "object",
      properties: {
        money: { $ref: "#money" },
        again: { $ref: "https://shop.test/types/order-line.schema.json#/$defs/Money" },
        beside: { $ref: "user.json" },
        below: { $ref: "https://shop.test/types/user.json#/$defs/Name" },
      },
      $defs: { Money: { $anchor: "money", type: "integer" } },
    },
    { "types/user.json": { $schema: newest, type: "object", $defs: { Name: { type: "string" } } } },
  );
  const line = schemaNamed(contract, "OrderLine");
  assert.deepEqual(
    line.properties.map(({ schema }) => resolveSchema(contract, schema).types),
    [["integer"], ["integer"], ["object"], ["string"]],
  );
});

test("what is wrong is told at its place, and what a document lacks too", () => {
  const read = (value: unknown) =>
    readContract("t.json", JSON.stringify(value)).findings.map(
      ({ rule, severity, span }) => `${severity} ${rule} ${span?.column}`,
    );
  assert.deepEqual(read({ $schema: newest }), ["warning contract/missing-types 1"]);
  assert.deepEqual(read({ $defs: { A: { $ref: "#/$defs/B" } } }), ["error contract/unresolved-reference 16"]);
  assert.deepEqual(read({ $defs: { A: { type: "strng" } } }), ["error contract/unknown-type 23"]);
});
