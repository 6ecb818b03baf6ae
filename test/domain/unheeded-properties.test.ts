import { equal, match } from "node:assert/strict";
import { test } from "node:test";
import { understandText } from "./check.ts";

/** Why a change of a kite is left open whose body has the property; `derived` where it is not. */
function change(property: string, shown = ""): string {
  const { operations } = understandText(`openapi: 3.1.0
info: { title: Meadow, version: "1" }
paths:
  /kites:
    post: { requestBody: { content: { application/json: { schema: { type: object, required: [label], properties: { label: { type: string } } } } } }, responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Kite" } } } } } }
  /kites/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    patch:
      operationId: change
      requestBody: { content: { application/json: { schema: { type: object, properties: { label: { type: string }, ${property} } } } } }
      responses: { "200": { description: changed, content: { application/json: { schema: { $ref: "#/components/schemas/Kite" } } } } }
components: { schemas: { Kite: { type: object, required: [id, label], properties: { id: { type: integer }, label: { type: string }${shown} } } } }
`);
  const behaviour = operations.find(({ id }) => id === "change")?.behaviour;
  return behaviour?.kind === "custom" ? behaviour.reason : "derived";
}

test("a version that guards against others' changes is compared, or the change is open", () => {
  match(
    change('version: { type: integer, description: "Current kite version" }'),
    /^version guards what others/,
  );
  equal(change('version: { type: integer, description: "Of the plans that it was built by" }'), "derived");
});

test("when a property must be given and who may give it is never passed over", () => {
  match(
    change('note: { type: string, description: "Required when a kite is lost." }'),
    /^when note must be given/,
  );
  match(change('note: { type: string, description: "Requires PILOT." }'), /^who may give note/);
  match(change('note: { type: string, description: "New note. Requires label." }'), /asks for label, too/);
  equal(change('note: { type: string, description: "Requires a few words" }'), "derived");
});

test("keys of rows that answers show and nothing fills leave a change open", () => {
  const pilots = ", pilots: { type: array, items: { type: object, properties: { name: { type: string } } } }";
  const given = "pilots_id: { type: array, items: { type: integer } }";
  equal(change(given, pilots), "nothing fills pilots, which answers show, from pilots_id");
  equal(change(given), "derived");
});

test("how many rows of another entity there are is counted, or what tells it is open", () => {
  const read = (name: string): string => {
    const { operations } = understandText(`openapi: 3.1.0
info: { title: Meadow, version: "1" }
paths:
  /flights:
    post: { requestBody: { content: { application/json: { schema: { type: object, required: [label], properties: { label: { type: string } } } } } }, responses: { "201": { description: made, content: { application/json: { schema: { type: object, required: [id, label], properties: { id: { type: integer }, label: { type: string } } } } } } } }
  /pilots:
    get: { operationId: see, responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { type: object, required: [id, name], properties: { id: { type: integer }, name: { type: string }, ${name}: { type: integer } } } } } } } } }
`);
    const behaviour = operations.find(({ id }) => id === "see")?.behaviour;
    return behaviour?.kind === "custom" ? behaviour.reason : "derived";
  };
  for (const name of ["flights_count", "count_flight", "numberOfFlights", "totalFlights"])
    equal(read(name), `${name} tells how many flights there are, and nothing counts them`);
  for (const name of ["flight_number", "count", "feathers_count", "total"])
    equal(read(name), "derived", name);
});

test("a rule that only the words of a field tell is checked, or the change is open", () => {
  for (const words of [
    "Must be today or in the future",
    "The day (must be after the start)",
    "Cannot be earlier than the first flight",
    "Future dates only",
    "Debe ser una fecha futura",
  ])
    match(
      change(`day: { type: string, format: date, description: "${words}" }`),
      /^which values day may/,
      words,
    );
  for (const words of ["The day after the first flight", "Must be a date", "When it was flown before"])
    equal(change(`day: { type: string, format: date, description: "${words}" }`), "derived", words);
  match(change('name: { type: string, description: "Unique per flyer" }'), /^which values name may/);
  match(change('name: { type: string, description: "Must be unique." }'), /no two rows have the same name/);
  equal(change('code: { type: string, description: "Unique identifier of the maker" }'), "derived");
});

test("bounds of a number that its words have stand in its schema, too, or the change is open", () => {
  match(change('size: { type: integer, description: "Must be at least 3" }'), /^which values size may/);
  match(change('size: { type: integer, description: "From 1, at most 9" }'), /^which values size may/);
  equal(change('size: { type: integer, minimum: 3, description: "Must be at least 3" }'), "derived");
  equal(change('size: { type: integer, description: "In feet" }'), "derived");
});
