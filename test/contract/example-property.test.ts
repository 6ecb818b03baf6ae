import assert from "node:assert/strict";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { acceptsValue, exampleOf, type JsonValue, readContract } from "#contract";
import { rounds } from "../fuzz/rounds.ts";
import { schemaNamed } from "./check.ts";

const scalar = fc.oneof(
  fc.record(
    {
      type: fc.constant("string"),
      minLength: fc.nat(5),
      maxLength: fc.integer({ min: 5, max: 9 }),
      nullable: fc.constant(undefined),
    },
    { requiredKeys: ["type"] },
  ),
  fc.record({
    type: fc.constant("string"),
    pattern: fc.constantFrom(
      "^[A-Z]{2}\\d{2,4}$",
      "^(?:ab|cd)+$",
      "^\\w+@\\w+\\.\\w{2,}$",
      "z",
      "^[^a-z]+$",
      "[0-9]$",
    ),
  }),
  fc.record({
    type: fc.constant("string"),
    format: fc.constantFrom("date", "date-time", "uuid", "email", "byte"),
  }),
  fc.record(
    {
      type: fc.constantFrom("integer", "number"),
      minimum: fc.integer({ min: -20, max: 5 }),
      maximum: fc.integer({ min: 10, max: 30 }),
      multipleOf: fc.constantFrom(1, 2, 5),
    },
    { requiredKeys: ["type"] },
  ),
  fc.record(
    {
      type: fc.constant("number"),
      exclusiveMinimum: fc.integer({ min: -5, max: 5 }),
      exclusiveMaximum: fc.constant(6),
    },
    { requiredKeys: ["type"] },
  ),
  fc.record({ type: fc.constant("boolean") }),
  fc.record({
    enum: fc.uniqueArray(fc.oneof(fc.integer(), fc.string(), fc.constant(null)), {
      minLength: 1,
      maxLength: 4,
    }),
  }),
  fc.record({ const: fc.oneof(fc.integer(), fc.string(), fc.constant(null)) }),
  fc.record({
    type: fc.constant(["string", "null"]),
    examples: fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 2 }),
  }),
  fc.constant({ $ref: "#/components/schemas/Other" }),
  fc.constant({}),
);

// Members declare different names and leave others open, so that they cannot contradict each other.
const { schema } = fc.letrec<{ schema: unknown; list: unknown; map: unknown; all: unknown; one: unknown }>(
  (tie) => ({
    schema: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      scalar,
      tie("map"),
      tie("list"),
      tie("all"),
      tie("one"),
    ),
    list: fc.record(
      {
        type: fc.constant("array"),
        items: tie("schema"),
        minItems: fc.nat(2),
        maxItems: fc.integer({ min: 2, max: 4 }),
      },
      { requiredKeys: ["type", "items"] },
    ),
    map: mapOf(["a", "b", "c"], tie("schema"), {
      additionalProperties: tie("schema"),
      minProperties: fc.nat(3),
    }),
    all: fc.record({
      allOf: fc.tuple(mapOf(["a", "b"], tie("schema"), {}), mapOf(["c", "x-y"], tie("schema"), {})),
    }),
    one: fc.record({ anyOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }) }),
  }),
);

function mapOf(
  names: readonly string[],
  inner: fc.Arbitrary<unknown>,
  more: Record<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<unknown> {
  const entries = fc.uniqueArray(fc.tuple(fc.constantFrom(...names), inner), {
    maxLength: 3,
    selector: ([name]) => name,
  });
  const required = fc.uniqueArray(fc.constantFrom("a", "b", "c"), { maxLength: 2 });
  return fc
    .record(
      { type: fc.constant("object"), entries, required, ...more },
      { requiredKeys: ["type", "entries"] },
    )
    .map(({ entries: pairs, ...rest }) => ({ ...rest, properties: Object.fromEntries(pairs) }));
}

const other = {
  type: "object",
  required: ["id"],
  properties: { id: { type: "integer" }, next: { $ref: "#/components/schemas/Other" } },
};

const ajv = new Ajv2020({ strict: false, validateFormats: false, validateSchema: false, meta: false });

function compile(document: object) {
  return ajv.compile({ ...document, $ref: "#/components/schemas/A" });
}

test("examples hold for their schemas, as another validator sees it", () => {
  fc.assert(
    fc.property(schema, fc.nat(3), fc.boolean(), (generated, variant, optional) => {
      const document = {
        openapi: "3.1.0",
        info: {},
        paths: {},
        components: { schemas: { A: generated, Other: other } },
      };
      const contract = readContract("a.json", JSON.stringify(document)).value;
      assert.ok(contract);
      const value = exampleOf(contract, schemaNamed(contract, "A"), { variant, optional });
      const validate = compile(document);
      if (validate(JSON.parse(JSON.stringify(value)))) return;
      assert.fail(
        `${JSON.stringify(generated)} does not allow ${JSON.stringify(value)}: ${JSON.stringify(validate.errors)}`,
      );
    }),
    rounds(100, 7),
  );
});

/** The other validator divides to see what is a multiple, and loses what is beyond whole numbers. */
function isExact(value: unknown): boolean {
  if (typeof value === "number") return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  return typeof value !== "object" || value === null || Object.values(value).every(isExact);
}

test("our own check agrees with another validator", () => {
  fc.assert(
    fc.property(schema, fc.jsonValue({ maxDepth: 2 }).filter(isExact), (generated, value) => {
      const document = {
        openapi: "3.1.0",
        info: {},
        paths: {},
        components: { schemas: { A: generated, Other: other } },
      };
      const contract = readContract("a.json", JSON.stringify(document)).value;
      assert.ok(contract);
      const validate = compile(document);
      // Formats are checked here and not there, so only one direction holds for texts.
      if (acceptsValue(contract, schemaNamed(contract, "A"), value as JsonValue))
        assert.equal(validate(value), true);
    }),
    rounds(60, 7),
  );
});
