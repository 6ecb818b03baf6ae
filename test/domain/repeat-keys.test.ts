import assert from "node:assert/strict";
import { test } from "node:test";
import type { OperationMeaning } from "#domain";
import { understandText } from "./check.ts";

const lamp = "content: { application/json: { schema: { $ref: '#/components/schemas/Lamp' } } }";
const lamps = "{ type: array, items: { $ref: '#/components/schemas/Lamp' } }";

interface Given {
  readonly schema?: string;
  readonly refusals?: string;
  readonly body?: string;
  readonly answer?: string;
}

/** How lamps are hung, under a key. */
function hang({
  schema = "{ type: string }",
  refusals = "",
  body = lamp,
  answer = lamp,
}: Given): OperationMeaning {
  const domain = understandText(`openapi: 3.1.0
info: { title: Lamps, version: "1" }
paths:
  /lamps:
    post:
      operationId: hang
      parameters: [{ name: Idempotency-Key, in: header, schema: ${schema} }]
      requestBody: { required: true, ${body} }
      responses: { "201": { description: made, ${answer} }${refusals} }
  /lamps/{id}:
    get:
      operationId: look
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: one, ${lamp} } }
components:
  schemas:
    Lamp:
      type: object
      required: [watts]
      properties: { id: { type: integer, readOnly: true }, watts: { type: integer } }
`);
  const found = domain.operations.find(({ id }) => id === "hang");
  assert.ok(found);
  return found;
}

test("a request that makes a row is known by its key", () => {
  assert.deepEqual(hang({}).repeated, {
    header: "Idempotency-Key",
    description: "",
    required: false,
    isUuid: false,
    reused: "invalid",
  });
  assert.equal(hang({ schema: "{ type: string, format: uuid }" }).repeated?.isUuid, true);
  const { repeated } = hang({ schema: "{ type: string, minLength: 16, maxLength: 128 }" });
  assert.deepEqual([repeated?.minLength, repeated?.maxLength], [16, 128]);
});

test("another request under a used key is a conflict where the 409 speaks of keys", () => {
  const reused = (text: string) => hang({ refusals: `, '409': { description: ${text} }` });
  assert.equal(reused("The idempotency key was used for another lamp").repeated?.reused, "conflict");
  assert.equal(reused("exists already").repeated?.reused, "invalid");
  assert.equal(reused("The ceiling is closed").behaviour.kind, "custom");
});

test("what would be done twice is left open", () => {
  const many = `content: { application/json: { schema: ${lamps} } }`;
  const { behaviour } = hang({ body: many, answer: many });
  assert.match(
    behaviour.kind === "custom" ? behaviour.reason : "",
    /which of several rows is not written yet$/,
  );
  const { behaviour: other } = hang({ schema: "{ type: string, pattern: '^[a-z]+$' }" });
  assert.match(other.kind === "custom" ? other.reason : "", /what its values are is not read yet$/);
  const short = hang({ schema: "{ type: string, maxLength: 8 }" }).behaviour;
  assert.equal(short.kind, "custom");
});
