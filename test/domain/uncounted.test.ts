import assert from "node:assert/strict";
import { test } from "node:test";
import { understandText } from "./check.ts";

interface Given {
  /** What a hotel has beside its name. */
  readonly shown: string;
  /** The body of a new one: a hotel itself, where nothing is said. */
  readonly body?: string;
  /** Whether guests leave stays below hotels, with marks. */
  readonly stays?: boolean;
}

const hotel = '{ $ref: "#/components/schemas/Hotel" }';
const stay = '{ $ref: "#/components/schemas/GuestStay" }';

/** Why making and reading hotels is left open. */
function reasons({ shown, body = hotel, stays = true }: Given): readonly string[] {
  const below = `  /hotels/{hotelId}/guest-stays:
    parameters: [{ name: hotelId, in: path, required: true, schema: { type: integer } }]
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [mark], properties: { mark: { type: integer } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: ${stay} } } } }
`;
  const { operations } = understandText(`openapi: 3.1.0
info: { title: Hotels, version: "1" }
paths:
  /hotels:
    post:
      requestBody: { required: true, content: { application/json: { schema: ${body} } } }
      responses: { "201": { description: made, content: { application/json: { schema: ${hotel} } } } }
  /hotels/{hotelId}:
    get:
      parameters: [{ name: hotelId, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: one, content: { application/json: { schema: ${hotel} } } } }
${stays ? below : ""}components:
  schemas:
    Hotel: { type: object, required: [name], properties: { id: { type: integer, readOnly: true }, name: { type: string }, ${shown} } }
    GuestStay: { type: object, required: [id, mark], properties: { id: { type: integer }, mark: { type: integer } } }
`);
  return operations
    .slice(0, 2)
    .map(({ behaviour }) => (behaviour.kind === "custom" ? behaviour.reason : behaviour.kind));
}

test("how many rows there are below a row is not what callers send", () => {
  const why = (name: string): string => `${name} tells how many stays there are, and nothing counts them`;
  for (const name of ["numStays", "staysCount", "stay_count", "numberOfStays"])
    assert.deepEqual(reasons({ shown: `${name}: { type: integer }` }), [why(name), why(name)]);
});

test("nor is the average of what these have", () => {
  for (const name of ["averageMark", "mark_avg"]) {
    const why = `${name} tells the average mark of guest stays, and nothing works it out`;
    assert.deepEqual(reasons({ shown: `${name}: { type: number }` }), [why, why]);
  }
  assert.deepEqual(reasons({ shown: "averagePrice: { type: number }" }), ["create", "read"]);
});

test("a number that a body of its own asks for is meant, and one that nothing has anything to do with is kept", () => {
  const body =
    "{ type: object, required: [name], properties: { name: { type: string }, numStays: { type: integer } } }";
  assert.deepEqual(reasons({ shown: "numStays: { type: integer }", body }), ["create", "read"]);
  assert.deepEqual(reasons({ shown: "numStays: { type: integer }", stays: false }), ["create", "read"]);
  assert.deepEqual(reasons({ shown: "roomCount: { type: integer }" }), ["create", "read"]);
});
