import { deepEqual, equal } from "node:assert/strict";
import { describe, test } from "node:test";
import { stringify } from "yaml";
import { type Domain, fieldOf, givenField } from "#domain";
import { understandText } from "./check.ts";

type Json = Record<string, unknown>;

const json = (schema: unknown): Json => ({ content: { "application/json": { schema } } });
const id = { type: "integer", readOnly: true };
const label = { type: "string" };

/** Crates, packed with one schema of `it` and changed with another. */
function crates(packed: Json | undefined, changed: Json, shown: Json): Domain {
  const body = (it: Json | undefined): Json => ({
    required: true,
    ...json({ type: "object", properties: { label, ...(it && { it }) } }),
  });
  const one = json({ type: "object", required: ["id"], properties: { id, label, it: shown } });
  return understandText(
    stringify({
      openapi: "3.1.0",
      info: { title: "Crates", version: "1" },
      paths: {
        "/crates": {
          post: {
            operationId: "pack",
            requestBody: body(packed),
            responses: { 201: { description: "", ...one } },
          },
        },
        "/crates/{id}": {
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
          get: { operationId: "read", responses: { 200: { description: "", ...one } } },
          patch: {
            operationId: "relabel",
            requestBody: body(changed),
            responses: { 200: { description: "", ...one } },
          },
        },
      },
    }),
  );
}

/** What the row, the body of a create and that of a change may hold. */
function held(domain: Domain): readonly unknown[] {
  const [entity] = domain.entities;
  if (!entity) throw new Error("no entity");
  const whole = fieldOf(entity, "it");
  const given = domain.operations.flatMap(({ behaviour }) =>
    behaviour.kind === "create" || behaviour.kind === "update"
      ? [givenField(entity, behaviour.body, "it")]
      : [],
  );
  return [whole, ...given].map(
    (field) =>
      field && {
        null: field.nullable,
        ...field.bounds,
        ...(field.meaning.kind === "enum" && { of: field.meaning.values }),
      },
  );
}

const maybe = { type: ["string", "null"] };
const text = { type: "string" };

describe("what each body holds a field to", () => {
  test("null that a create takes is none that a change takes", () => {
    deepEqual(held(crates(maybe, text, maybe)), [{ null: true }, { null: true }, { null: false }]);
  });

  test("null that only a change takes empties the field of a row that has one", () => {
    deepEqual(held(crates(text, maybe, maybe)), [{ null: true }, { null: false }, { null: true }]);
  });

  test("null that answers do not know leaves the field out of them", () => {
    const [entity] = crates(text, maybe, text).entities;
    equal(entity && fieldOf(entity, "it")?.missing, "absent");
  });

  test("a row has room for the longest of them, and each keeps its own limits", () => {
    const [short, long] = [
      { ...text, minLength: 2, maxLength: 10 },
      { ...text, maxLength: 40 },
    ];
    deepEqual(held(crates(short, long, text)), [
      { null: false, maxLength: 40 },
      { null: false, minLength: 2, maxLength: 10 },
      { null: false, maxLength: 40 },
    ]);
  });

  test("a pattern of one of them is none of the others", () => {
    const coded = { ...text, pattern: "^[A-Z]+$" };
    deepEqual(held(crates(coded, text, text)), [
      { null: false },
      { null: false, pattern: "^[A-Z]+$" },
      { null: false },
    ]);
  });

  test("a change may name fewer values than a row can have", () => {
    const all = ["packed", "sealed", "gone"];
    const choice = (...values: readonly string[]): Json => ({ type: "string", enum: values });
    deepEqual(held(crates(choice("packed", "sealed"), choice("sealed", "gone"), choice(...all))), [
      { null: false, of: all },
      { null: false, of: ["packed", "sealed"] },
      { null: false, of: ["sealed", "gone"] },
    ]);
  });

  test("bodies that say the same say nothing of their own", () => {
    const [create, update] = crates({ ...text, maxLength: 5 }, { ...text, maxLength: 5 }, text).operations;
    for (const operation of [create, update])
      equal(
        operation &&
          "body" in operation.behaviour &&
          operation.behaviour.body.fields.some(({ limits }) => limits),
        false,
      );
  });
});

test("null for what no row may be without leaves it as it is, where what is given changes", () => {
  const keeps = (made: string, changed: string): unknown => {
    const { entities, operations } = understandText(`openapi: 3.1.0
info: { title: Crates, version: "1" }
paths:
  /crates:
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [it], properties: { it: ${made} } } } } }
      responses: { "201": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Crate" } } } } }
  /crates/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    put:
      requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { it: ${changed} } } } } }
      responses: { "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Crate" } } } } }
components:
  schemas:
    Crate: { type: object, required: [id, it], properties: { id: { type: integer }, it: ${made} } }
`);
    const change = operations[1]?.behaviour;
    const [entity] = entities;
    return change && "body" in change && entity && givenField(entity, change.body, "it")?.nullKeeps;
  };
  const orNull = '{ anyOf: [{ type: string }, { type: "null" }] }';
  equal(keeps("{ type: string }", orNull), true);
  equal(keeps("{ type: string }", "{ type: string }"), undefined);
  equal(keeps(orNull, orNull), undefined);
});
