import { match } from "node:assert/strict";
import { test } from "node:test";
import { emitTests } from "../../../src/generate/fastapi/tests/index.ts";
import { blueprintOf, checkTests, textOf } from "./check-tests.ts";

/** Metals that nobody makes, of which so much is promised. */
function metals(required: string): string {
  return `openapi: 3.1.0
info: { title: Forge, version: "1" }
paths:
  /metals:
    get: { operationId: metals, responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Metal" } } } } } } }
components:
  schemas:
    Metal: { type: object, ${required} properties: { label: { type: string }, density: { type: number } } }
`;
}

test("a row that is wrong is one that lacks what it must have, or no row at all", () => {
  for (const [required, wrong] of [
    ["required: [label],", "{}"],
    ["", "0"],
  ] as const) {
    const emitted = emitTests(blueprintOf(metals(required)));
    checkTests(emitted);
    const text = textOf(emitted, "tests/test_load.py");
    match(text, new RegExp(`json\\.dumps\\(\\[MetalRowFactory\\.build\\(\\), ${wrong}\\]\\)`));
  }
});
