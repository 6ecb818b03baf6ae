import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import type { JsonValue } from "#contract";
import { inWordsOf } from "../../../src/contract/register/dialect.ts";

const older: JsonValue = {
  type: "object",
  properties: {
    text: { type: "string", nullable: true },
    kind: { type: "string", enum: ["a", "b", null], nullable: true },
    size: { type: "integer", minimum: 0, exclusiveMinimum: true, maximum: 9 },
    many: { type: "array", items: { type: "number", nullable: true } },
    type: { type: "string", default: { type: ["string", "null"] } },
  },
};
const newer: JsonValue = {
  type: "object",
  properties: {
    text: { type: ["string", "null"] },
    kind: { type: ["string", "null"], enum: ["a", "b", null] },
    size: { type: "integer", exclusiveMinimum: 0, maximum: 9 },
    many: { type: "array", items: { type: ["number", "null"] } },
    type: { type: "string", default: { type: ["string", "null"] } },
  },
};

const fragment = (schema: JsonValue): JsonValue => ({
  paths: {
    "/a": {
      post: {
        parameters: [{ name: "q", in: "query", schema }],
        responses: {
          "200": {
            content: { "application/json": { schema, example: { schema: { type: ["a", "null"] } } } },
          },
        },
      },
    },
  },
  components: { schemas: { One: schema, schema } },
});

test("what is registered is said in the words of the document's version", () => {
  for (const version of ["3.0.3", "3.1.0", "3.2.0"])
    for (const given of [older, newer])
      deepStrictEqual(
        inWordsOf({ openapi: version }, fragment(given)),
        fragment(version.startsWith("3.0") ? older : newer),
        version,
      );
  deepStrictEqual(inWordsOf({ asyncapi: "3.0.0" }, fragment(newer)), fragment(newer));
  deepStrictEqual(
    inWordsOf(
      { openapi: "3.0.0" },
      { components: { schemas: { A: { anyOf: [{ $ref: "#/x" }, { type: "null" }] } } } },
    ),
    { components: { schemas: { A: { anyOf: [{ $ref: "#/x" }], nullable: true } } } },
  );
});
