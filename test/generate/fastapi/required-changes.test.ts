import assert from "node:assert/strict";
import { test } from "node:test";
import { emitApp } from "../../../src/generate/fastapi/app/index.ts";
import { emitTests } from "../../../src/generate/fastapi/tests/index.ts";
import { blueprintOf } from "./check-tests.ts";

const text = `openapi: 3.1.0
info: { title: Parcels, version: "1" }
paths:
  /parcels:
    post:
      operationId: send
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Parcel" } } } }
      responses: { "201": { description: sent, content: { application/json: { schema: { $ref: "#/components/schemas/Parcel" } } } } }
  /parcels/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get:
      operationId: track
      responses: { "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Parcel" } } } } }
    patch:
      operationId: move
      requestBody:
        required: true
        content:
          application/json:
            schema: { type: object, required: [stage], properties: { stage: { type: string, enum: [sent, lost] }, note: { type: string } } }
      responses: { "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Parcel" } } } } }
components:
  schemas:
    Parcel:
      type: object
      required: [id, label]
      properties:
        id: { type: integer, readOnly: true }
        label: { type: string }
        stage: { type: string, enum: [sent, lost], readOnly: true }
        note: { type: string }
`;

test("what a change must say is asked for, and what it may leave out stays", () => {
  const blueprint = blueprintOf(text);
  const files = new Map(
    [...emitApp(blueprint), ...emitTests(blueprint).files].map((file) => [file.path, file.text]),
  );
  const schemas = files.get("app/parcels/schemas.py") ?? "";
  const service = files.get("app/parcels/service.py") ?? "";
  const tests = files.get("tests/parcels/test_move.py") ?? "";
  assert.match(
    schemas,
    /class MoveBody\(RequestModel\):\n {4}stage: Literal\["sent", "lost"\]\n {4}note: Omittable/,
  );
  assert.match(service, /\n {4}parcel\.stage = changes\.stage\n {4}if changes\.note is not None:/);
  assert.match(tests, /def test_refuses_a_missing_field/);
  assert.doesNotMatch(tests, /accepts_a_change_of_nothing/);
});
