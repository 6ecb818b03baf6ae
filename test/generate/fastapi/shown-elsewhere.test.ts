import { doesNotMatch, equal, match } from "node:assert/strict";
import { test } from "node:test";
import { emitTests } from "../../../src/generate/fastapi/tests/index.ts";
import { blueprintOf, checkTests, textOf } from "./check-tests.ts";

/** Boats that are answered in more words than a list has of them, and made in fewer. */
const boats = `openapi: 3.0.3
info: { title: Marina, version: "1" }
paths:
  /boats:
    get: { operationId: moored, responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Line" } } } } } } }
    post:
      operationId: moor
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/New" } } } }
      responses: { "201": { description: moored, content: { application/json: { schema: { $ref: "#/components/schemas/Boat" } } } } }
  /boats/{id}:
    patch:
      operationId: refit
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Change" } } } }
      responses: { "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Detail" } } } } }
components:
  schemas:
    Boat: { type: object, required: [id], properties: { id: { type: integer } } }
    New: { type: object, required: [label, berth], properties: { label: { type: string }, berth: { type: integer }, paint: { type: string, nullable: true } } }
    Change: { type: object, properties: { label: { type: string }, berth: { type: integer }, paint: { type: string, nullable: true } } }
    Line: { type: object, required: [id, label], properties: { id: { type: integer }, label: { type: string } } }
    Detail: { type: object, required: [id, label, berth], properties: { id: { type: integer }, label: { type: string }, berth: { type: integer }, paint: { type: string, nullable: true } } }
`;

const changed = "tests/boats/test_refit.py";

test("a change whose answer has a form of its own is told by the answer, the table and what lists show", () => {
  const emitted = emitTests(blueprintOf(boats));
  checkTests(emitted);
  const text = textOf(emitted, changed);
  match(text, /test_answers_what_changed_of_the_boat/);
  match(text, /answered\["paint"\] == "Third paint"/);
  match(text, /stored\["berth"\] == answered\["berth"\]/);
  match(text, /test_shows_what_changed_of_the_boat[\s\S]*?labels_of\(seen\) == \["Third label"\]/);
  match(text, /test_leaves_the_rest_of_the_boat[\s\S]*?stored\["berth"\] == before\["berth"\]/);
});

test("a change that answers nothing is told by the table, where lists show less of it", () => {
  const silent = boats.replace(
    'responses: { "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Detail" } } } } }',
    'responses: { "204": { description: done } }',
  );
  const emitted = emitTests(blueprintOf(silent));
  checkTests(emitted);
  const text = textOf(emitted, changed);
  doesNotMatch(text, /test_answers_what_changed/);
  match(text, /test_keeps_what_changed_of_the_boat[\s\S]*?stored\["paint"\] == "Third paint"/);
});

test("a change whose answer is the form that is read has no test twice", () => {
  const plain = boats
    .replaceAll("schemas/Line", "schemas/Detail")
    .replaceAll("schemas/Boat", "schemas/Detail");
  const text = textOf(emitTests(blueprintOf(plain)), changed);
  match(text, /test_answers_the_changed_/);
  equal(text.match(/what_changed|leaves_the_rest/g), null);
});
