import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldRecord, findingsOf, schemaOfField } from "./records.ts";

const types: readonly (readonly [string, unknown])[] = [
  ["string(200)", { type: "string", maxLength: 200 }],
  ["uuid", { type: "string", format: "uuid" }],
  ["int", { type: "integer" }],
  ["datetime", { type: "string", format: "date-time" }],
  ["`string[]`", { type: "array", items: { type: "string" } }],
  ["array of integer", { type: "array", items: { type: "integer" } }],
  ["List<string>", { type: "array", items: { type: "string" } }],
  ["map of string to integer", { type: "object", additionalProperties: { type: "integer" } }],
  ["enum: a, b", { type: "string", enum: ["a", "b"] }],
  ["string \\| null", { type: ["string", "null"] }],
  ['`"open" \\| "closed"`', { type: "string", enum: ["open", "closed"] }],
  ["open\\|closed", { type: "string", enum: ["open", "closed"] }],
  ["Ganzzahl", { type: "integer" }],
  ["chaîne de caractères", { type: "string" }],
  ["fecha", { type: "string", format: "date" }],
  ["booleano", { type: "boolean" }],
  ["decimal(10,2)", { type: "number", multipleOf: 0.01 }],
];

for (const [written, expected] of types)
  test(`the type ${written}`, () => assert.deepEqual(schemaOfField(written), expected));

const rules: readonly (readonly [string, string, unknown])[] = [
  ["string", "1–200 characters", { type: "string", minLength: 1, maxLength: 200 }],
  ["string", "höchstens 200 Zeichen", { type: "string", maxLength: 200 }],
  ["string", "entre 2 et 10 caractères", { type: "string", minLength: 2, maxLength: 10 }],
  ["string", "mínimo 3, máximo 9 caracteres", { type: "string", minLength: 3, maxLength: 9 }],
  ["integer", "min 0", { type: "integer", minimum: 0 }],
  ["integer", "> 0, max 1,000", { type: "integer", exclusiveMinimum: 0, maximum: 1000 }],
  ["number", "≥ 0, 2 decimal places", { type: "number", minimum: 0, multipleOf: 0.01 }],
  ["string", "one of a, b", { type: "string", enum: ["a", "b"] }],
  ["string", "eine von rot, blau", { type: "string", enum: ["rot", "blau"] }],
  ["integer", "default 20", { type: "integer", default: 20 }],
  ["string", "email", { type: "string", format: "email" }],
  ["string", "pattern `^[A-Z]{2,3}$`", { type: "string", pattern: "^[A-Z]{2,3}$" }],
  [
    "string[]",
    "1–10 items, unique items",
    { type: "array", minItems: 1, maxItems: 10, uniqueItems: true, items: { type: "string" } },
  ],
  ["string", "unique", { type: "string", description: "Unique" }],
  ["string", "not empty", { type: "string", minLength: 1 }],
];

for (const [type, written, expected] of rules)
  test(`the rule ${written}`, () => assert.deepEqual(schemaOfField(type, written), expected));

test("what is not understood is told at its place, and guessed never", () => {
  assert.deepEqual(findingsOf(fieldRecord("strnig")), ["9:7 warning contract/unknown-type"]);
  assert.deepEqual(findingsOf(fieldRecord("string", "only on Tuesdays")), [
    "9:16 note contract/unknown-rule",
  ]);
  assert.deepEqual(schemaOfField("strnig"), {});
  assert.deepEqual(schemaOfField("string", "only on Tuesdays"), {
    type: "string",
    description: "Only on Tuesdays",
  });
});
