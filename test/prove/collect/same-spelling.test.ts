import { deepEqual } from "node:assert/strict";
import { describe, test } from "node:test";
import { sameSpelling } from "../../../src/prove/collect/same-spelling.ts";

type Document = Parameters<typeof sameSpelling>[0];

function schemas(named: Record<string, Document>): Document {
  return { openapi: "3.0.3", components: { schemas: named } };
}

/** Schemas that mean the same are spelled the same. */
function same(...spellings: readonly Document[]): void {
  const [first, ...others] = spellings.map((schema) => sameSpelling(schemas({ It: schema })));
  for (const other of others) deepEqual(other, first);
}

function differ(one: Document, other: Document): void {
  const texts = [one, other].map((schema) => JSON.stringify(sameSpelling(schemas({ It: schema }))));
  deepEqual(new Set(texts).size, 2);
}

describe("what means the same is spelled the same", () => {
  test("null among the types", () => {
    same(
      { type: ["string", "null"] },
      { type: ["null", "string"] },
      { type: "string", nullable: true },
      { anyOf: [{ type: "string" }, { type: "null" }] },
      { oneOf: [{ type: "null" }, { type: "string" }] },
    );
  });
  test("null among the choices", () => {
    same(
      { type: ["string", "null"], enum: ["a", "b", null] },
      { enum: ["a", "b", null] },
      { type: "string", enum: ["a", "b"], nullable: true },
      { type: "string", enum: ["a", "b", null], nullable: true },
      { anyOf: [{ type: "string", enum: ["a", "b"] }, { type: "null" }] },
    );
  });
  test("null beside a reference", () => {
    const reference = { $ref: "#/components/schemas/Other" };
    same(
      { anyOf: [reference, { type: "null" }] },
      { oneOf: [{ type: "null" }, reference] },
      { allOf: [reference], nullable: true },
    );
  });
  test("null beside a reference, and in the place of it", () => {
    const other = { type: "object", properties: { a: { type: "string" } } };
    const named = (It: Document): Document => sameSpelling(schemas({ It, Other: other }));
    deepEqual(
      named({ anyOf: [{ $ref: "#/components/schemas/Other" }, { type: "null" }] }),
      named({ ...other, type: ["object", "null"] }),
    );
  });
  test("a shared schema that holds itself, or null, comes to an end", () => {
    const node = {
      type: "object",
      properties: { up: { anyOf: [{ $ref: "#/components/schemas/It" }, { type: "null" }] } },
    };
    deepEqual(JSON.stringify(sameSpelling(schemas({ It: node }))).length < 1000, true);
  });
  test("types that are alternatives", () => {
    same({ type: ["string", "integer"] }, { anyOf: [{ type: "integer" }, { type: "string" }] });
    const one = { type: "string", format: "uri" };
    same(
      { anyOf: [one, { type: "integer" }] },
      { oneOf: [one, { type: "integer" }], discriminator: { propertyName: "a" } },
    );
  });
  test("a constant and a choice of one", () => {
    same({ const: "a" }, { type: "string", const: "a" }, { type: "string", enum: ["a"] }, { enum: ["a"] });
  });
  test("bounds that are not included", () => {
    same({ type: "number", exclusiveMinimum: 0 }, { type: "number", minimum: 0, exclusiveMinimum: true });
    same({ type: "number", maximum: 9 }, { type: "number", maximum: 9, exclusiveMaximum: false });
  });
  test("one member with words beside it", () => {
    const reference = { $ref: "#/components/schemas/Other" };
    same({ allOf: [{ ...reference }], description: "it" }, { ...reference, description: "it" });
  });
  test("inside properties, items and answers", () => {
    const inside = (schema: Document): Document => ({
      openapi: "3.0.3",
      paths: {
        "/x": {
          get: {
            responses: {
              200: {
                content: {
                  "application/json": { schema: { type: "array", items: { properties: { a: schema } } } },
                },
              },
            },
          },
        },
      },
    });
    deepEqual(sameSpelling(inside({ const: 1 })), sameSpelling(inside({ type: "integer", enum: [1] })));
  });
});

describe("what means something else stays different", () => {
  test("with null and without", () => differ({ type: "string" }, { type: ["string", "null"] }));
  test("choices and none", () => differ({ type: "string", enum: ["a"] }, { type: "string" }));
  test("a property that is called like a keyword", () =>
    differ({ properties: { const: { type: "string" } } }, { properties: { enum: { type: "string" } } }));
  test("one example and another, which are no schemas", () =>
    differ({ type: "object", example: { const: 1 } }, { type: "object", example: { enum: [1] } }));
  test("formats and bounds", () => {
    differ({ type: "string", format: "uri" }, { type: "string" });
    differ({ type: "string", maxLength: 3 }, { type: "string" });
  });
});
