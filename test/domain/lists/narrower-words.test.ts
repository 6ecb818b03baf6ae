import { equal, match } from "node:assert/strict";
import { test } from "node:test";
import { understandText } from "../check.ts";

/** What a list of kites is understood as: its kind, or why it is left open. */
function readList(summary: string, parameters = "", fields = "", path = "/kites"): string {
  const { operations } = understandText(`openapi: 3.1.0
info: { title: Meadow, version: "1" }
paths:
  ${path}:
    get:
      summary: "${summary}"
      parameters: [${parameters}]
      responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Kite" } } } } } }
components: { schemas: { Kite: { type: object, required: [id, label, active, createdAt], properties: { id: { type: integer }, label: { type: string }, active: { type: boolean }, createdAt: { type: string, format: date-time }${fields} } } } }
`);
  const behaviour = operations[0]?.behaviour;
  return behaviour?.kind === "custom" ? behaviour.reason : (behaviour?.kind ?? "");
}

test("a list whose words narrow it is left open where nothing takes them up", () => {
  for (const words of [
    "List active kites",
    "Get all published red kites",
    "Last 200 kites",
    "Upcoming kites",
  ])
    match(readList(words), /^it is about some rows only/, words);
  const active = "{ name: active, in: query, schema: { type: boolean, default: true } }";
  equal(readList("List active kites", active), "list");
  for (const words of [
    "List kites",
    "List all available kites",
    "Get recent kites",
    "List kites that are in the open",
    "List kites with active tails",
  ])
    equal(readList(words), "list", words);
});

test("the ends of a range are never values that rows equal", () => {
  const ends = (from: string, to: string, schema: string): string =>
    `{ name: ${from}, in: query, schema: ${schema} }, { name: ${to}, in: query, schema: ${schema} }`;
  const dates = ", start_date: { type: string }, end_date: { type: string }";
  match(
    readList("List kites", ends("startDate", "endDate", "{ type: string }"), dates),
    /^whether rows have startDate and endDate or lie between them is not said/,
  );
  const towns = ", from: { type: string }, to: { type: string }";
  equal(readList("List kites", ends("from", "to", "{ type: string }"), towns), "list");
  match(readList("Kites between two towns", ends("from", "to", "{ type: string }"), towns), /^whether rows/);
});

test("rows of which nothing says what they hold are no rows", () => {
  const { operations } = understandText(`openapi: 3.1.0
info: { title: Meadow, version: "1" }
paths:
  /kites:
    get: { responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { type: object } } } } } } }
`);
  const behaviour = operations[0]?.behaviour;
  match(behaviour?.kind === "custom" ? behaviour.reason : "", /^nothing says what Kite rows hold$/);
});
