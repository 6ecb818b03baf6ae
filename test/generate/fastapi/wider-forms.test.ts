import { doesNotMatch, match } from "node:assert/strict";
import { test } from "node:test";
import { emitApp } from "../../../src/generate/fastapi/app/index.ts";
import { blueprintOf } from "./check-tests.ts";

const choice = "stage: { type: string, enum: [sent, lost] }";

/** Parcels that are answered in two forms, the larger of which says so much of their stage. */
function parcels(read: string): string {
  return `openapi: 3.1.0
info: { title: Parcels, version: "1" }
paths:
  /parcels:
    post:
      operationId: send
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [label, stage], properties: { label: { type: string }, note: { type: string }, ${choice} } } } } }
      responses: { "201": { description: sent, content: { application/json: { schema: { type: object, required: [id, label, stage], properties: { id: { type: integer }, label: { type: string }, ${choice} } } } } } }
  /parcels/{id}:
    get:
      operationId: track
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: one, content: { application/json: { schema: { type: object, required: [id, label, stage], properties: { id: { type: integer }, label: { type: string }, note: { type: string }, ${read} } } } } } }
`;
}

function schemasOf(text: string): string {
  const file = emitApp(blueprintOf(text)).find(({ path }) => path === "app/parcels/schemas.py");
  return file?.text ?? "";
}

test("a form that says more of a choice than a smaller one does not build on it", () => {
  match(schemasOf(parcels(choice)), /class \w+\(Parcel\):\n {4}note: /);
  const schemas = schemasOf(parcels("stage: { type: string }"));
  match(schemas, /class \w+\(ResponseModel\):\n {4}id: int\n {4}label: str\n {4}note: .*\n {4}stage: str\n/);
  doesNotMatch(schemas, /\(Parcel\)/);
});
