import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldOf } from "#domain";
import { understandText } from "./check.ts";

interface Given {
  readonly path?: string;
  readonly place?: string;
  readonly given?: string;
  readonly body?: string;
}

const keys =
  "{ type: object, required: [ids], properties: { ids: { type: array, items: { type: integer } } } }";

/** Records, which are listed and ordered. */
function records({
  path = "/records/reorder",
  place = "position: { type: integer, readOnly: true }",
  given = "",
  body = keys,
}: Given) {
  const record = "content: { application/json: { schema: { $ref: '#/components/schemas/Record' } } }";
  const domain = understandText(`openapi: 3.1.0
info: { title: Records, version: "1" }
paths:
  /records:
    get:
      operationId: list
      responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Record' } } } } } }
    post:
      operationId: add
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [title], properties: { title: { type: string }${given} } } } } }
      responses: { "201": { description: made, ${record} } }
  ${path}:
    put:
      operationId: order
      requestBody: { required: true, content: { application/json: { schema: ${body} } } }
      responses: { "204": { description: so } }
components:
  schemas:
    Record: { type: object, required: [id, title], properties: { id: { type: integer, readOnly: true }, title: { type: string }, ${place} } }
`);
  const behaviourOf = (id: string) => domain.operations.find((each) => each.id === id)?.behaviour;
  const entity = domain.entities.find(({ name }) => name === "Record");
  const list = behaviourOf("list");
  return {
    order: behaviourOf("order"),
    listed: list?.kind === "list" ? list.order.map(({ field }) => field) : [],
    field: (name: string) => entity && fieldOf(entity, name),
  };
}

test("rows are ordered by a list of their keys, and lists show them so", () => {
  const { order, listed, field } = records({});
  assert.equal(order?.kind, "reorder");
  assert.deepEqual(listed, ["position", "id"]);
  assert.deepEqual(field("position")?.place, { first: 0 });
});

test("places are counted from one where none is less", () => {
  const { order, field } = records({ place: "sortOrder: { type: integer, readOnly: true, minimum: 1 }" });
  assert.equal(order?.kind === "reorder" && order.first, 1);
  assert.deepEqual(field("sortOrder")?.place, { first: 1 });
});

test("a place that new rows bring is theirs", () => {
  const { order, field } = records({
    given: ", position: { type: integer, default: 0 }",
    place: "position: { type: integer, default: 0 }",
  });
  assert.equal(order?.kind, "reorder");
  assert.equal(field("position")?.place, undefined);
});

test("what has no place, or is no order, is left open", () => {
  const reason = (given: Given) => {
    const { order } = records(given);
    return order?.kind === "custom" ? order.reason : order?.kind;
  };
  assert.match(reason({ place: "weight: { type: integer, readOnly: true }" }) ?? "", /^no field says where/);
  assert.match(
    reason({
      place: "position: { type: integer, nullable: true }",
      given: ", position: { type: integer }",
    }) ?? "",
    /rows may be without position$/,
  );
  const pairs =
    "{ type: object, properties: { items: { type: array, items: { type: object, properties: { id: { type: integer } } } } } }";
  assert.match(reason({ body: pairs }) ?? "", /^nothing in the contract says/);
});
