import assert from "node:assert/strict";
import { test } from "node:test";
import { understandText } from "../check.ts";
import { type BookList, bookList } from "./books.ts";

const since = "{ name: shownFrom, in: query, schema: { type: string, format: date } }";

function orderOf(list: BookList): readonly string[] {
  const found = bookList(list);
  assert.ok(typeof found !== "string", String(found));
  return found.order.map(({ field, descending }) => `${descending ? "-" : ""}${field}`);
}

test("rows that are made here keep the order in which they were made", () => {
  const properties = "shown: { type: string, format: date }";
  assert.deepEqual(orderOf({ parameters: [since], properties }), ["id"]);
});

test("what is to come begins with what comes first", () => {
  const described = { parameters: [since], description: "Upcoming books" };
  // A row without a date has no place among them.
  assert.deepEqual(orderOf({ ...described, properties: "shown: { type: string, format: date }" }), ["id"]);
  assert.deepEqual(
    orderOf({ ...described, properties: "shown: { type: string, format: date, default: '2030-01-01' }" }),
    ["shown", "id"],
  );
});

const departures = (parameters: string, more = ""): string => `openapi: 3.1.0
info: { title: Harbour, version: "1" }
paths:
  /departures:
    get:
      operationId: listDepartures
      parameters: [${parameters}]
      responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Departure" } } } } } }
components:
  schemas:
    Departure: { type: object, required: [ship, leaves], properties: { ship: { type: string }, leaves: { type: string, format: date-time }${more} } }
`;

function orderOfDepartures(parameters: string, more = ""): readonly string[] {
  const [operation] = understandText(departures(parameters, more)).operations;
  assert.ok(operation?.behaviour.kind === "list", JSON.stringify(operation?.behaviour));
  return operation.behaviour.order.map(({ field }) => field);
}

const from = "{ name: leavesFrom, in: query, schema: { type: string, format: date-time } }";

test("rows that come from outside are listed by the date from which they are asked for", () => {
  assert.deepEqual(orderOfDepartures(from), ["leaves", "id"]);
});

test("no date is taken where none begins the list, or where it might be missing", () => {
  assert.deepEqual(orderOfDepartures(""), ["id"]);
  assert.deepEqual(orderOfDepartures(from.replace("leavesFrom", "leavesTo")), ["id"]);
  const arrives = ", arrives: { type: string, format: date-time }";
  assert.deepEqual(orderOfDepartures(from.replace("leavesFrom", "arrivesFrom"), arrives), ["id"]);
});
