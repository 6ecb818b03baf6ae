import { deepStrictEqual, strictEqual } from "node:assert";
import { test } from "node:test";
import { spellNullAlike } from "../../../src/prove/collect/null-spelling.ts";

const spelled = (text: string): unknown => JSON.parse(spellNullAlike(text));

test("a choice between a type and null becomes a list of types, with everything beside it", () => {
  deepStrictEqual(
    spelled(`n: { title: N, anyOf: [{ type: string, format: uri, enum: [a] }, { type: "null" }] }`),
    { n: { title: "N", type: ["string", "null"], format: "uri", enum: ["a", null] } },
  );
  deepStrictEqual(spelled(`{"oneOf": [{"type": "null"}, {"type": "integer"}]}`), {
    type: ["integer", "null"],
  });
});

test("a list of types stays, and so do other choices", () => {
  for (const kept of [
    { type: ["string", "null"] },
    { anyOf: [{ $ref: "#/components/schemas/S" }, { type: "null" }] },
    { anyOf: [{ type: "string" }, { type: "integer" }] },
    { oneOf: [{ type: "string" }, { type: "integer" }, { type: "null" }] },
  ])
    deepStrictEqual(spelled(JSON.stringify(kept)), kept);
});

test("what cannot be read is left as it is", () => {
  strictEqual(spellNullAlike("{"), "{");
});
