import assert from "node:assert/strict";
import { test } from "node:test";
import { summarise, understandText } from "./check.ts";

const rows = (schema: string): string =>
  `{ "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/${schema}" } } } } } }`;

function contract(more: string, properties: string): string {
  return `openapi: 3.1.0
info: { title: Weather, version: "1" }
paths:
  /stations:
    get: { operationId: listStations, responses: ${rows("Station")} }
${more}components:
  schemas:
    Station: { type: object, required: [id, title], properties: { id: { type: integer }, title: { type: string }, ${properties} } }
    NewStation: { type: object, required: [title], properties: { title: { type: string } } }
`;
}

test("rows that operations list and none makes are filled from outside", () => {
  const { loaded } = understandText(contract("", "opened: { type: string, format: date }"));
  assert.deepEqual(
    loaded.map(({ entity, fields }) => [entity, fields.map(({ field, required }) => [field, required])]),
    [
      [
        "Station",
        [
          ["title", true],
          ["opened", false],
        ],
      ],
    ],
  );
});

test("rows that an operation makes are not", () => {
  const make = `    post:
      operationId: addStation
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/NewStation" } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Station" } } } } }
`;
  assert.deepEqual(understandText(contract(make, "")).loaded, []);
});

test("objects are loaded too; rows that hold what could not be leave their operations open", () => {
  const objects = understandText(
    contract("", "place: { type: object, required: [lat], properties: { lat: { type: number } } }"),
  );
  assert.deepEqual(
    objects.loaded.flatMap(({ fields }) => fields.map(({ field }) => field)),
    ["title", "place"],
  );
  const domain = understandText(contract("", "names: { type: array, items: { type: string } }"));
  assert.deepEqual(domain.loaded, []);
  assert.deepEqual(summarise(domain), ["GET /stations custom public"]);
});

test("rows of which nothing shows what selects one are left open, and so are those that only an action speaks of", () => {
  const reasonOf = (operation: string, shown: string): string | undefined => {
    const [first] = understandText(`openapi: 3.1.0
info: { title: Weather, version: "1" }
paths:
  /stations/calibrate/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    ${operation}
      responses: { "200": { description: done, content: { application/json: { schema: { type: object, properties: { ${shown} } } } } } }
`).operations;
    return first?.behaviour.kind === "custom" ? first.behaviour.reason : undefined;
  };
  const body =
    "requestBody: { content: { application/json: { schema: { type: object, properties: { offset: { type: number } } } } } }";
  const change = `post:\n      ${body}`;
  const key = "id: { type: integer }";
  const offset = "offset: { type: number }";
  assert.match(reasonOf(change, offset) ?? "", /rows, and nothing shows what selects one$/);
  assert.match(reasonOf("get:", offset) ?? "", /rows, and nothing shows what selects one$/);
  assert.equal(reasonOf("get:", `${key}, ${offset}`), undefined);
  assert.match(reasonOf(change, `${key}, ${offset}`) ?? "", /^no operation makes .* rows or asks for them$/);
});

test("where what would make rows is left open, they come from outside, and all that is promised with them", () => {
  const make = `    post:
      operationId: addStation
      parameters: [{ name: mood, in: query, schema: { type: string } }]
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/NewStation" } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Station" } } } } }
`;
  const text = contract(make, "height: { type: number }").replace(
    "required: [id, title]",
    "required: [id, title, height]",
  );
  const domain = understandText(text);
  assert.deepEqual(summarise(domain), ["GET /stations list public", "POST /stations custom public"]);
  assert.deepEqual(
    domain.loaded.map(({ fields }) => fields),
    [
      [
        { field: "title", required: true },
        { field: "height", required: true },
      ],
    ],
  );
});

test("rows that show others as objects are not loaded: which ones those are nothing names", () => {
  const listed = (shown: string): string => {
    const domain = understandText(`openapi: 3.1.0
info: { title: Sheds, version: "1" }
paths:
  /sheds:
    get: { responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Shed" } } } } } } }
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [label, captcha], properties: { label: { type: string }, captcha: { type: string } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Shed" } } } } }
  /rakes:
    get: { responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Rake" } } } } } } }
components:
  schemas:
    Shed: { type: object, required: [id, label], properties: { id: { type: integer }, label: { type: string }, ${shown} } }
    Rake: { type: object, required: [id, label], properties: { id: { type: integer }, label: { type: string } } }
`);
    const behaviour = domain.operations[0]?.behaviour;
    return behaviour?.kind === "custom" ? behaviour.reason : "derived";
  };
  const open = (field: string): string =>
    `no operation makes Shed rows, and which rows ${field} shows could not be loaded`;
  assert.equal(listed("size: { type: object, properties: { width: { type: integer } } }"), "derived");
  assert.equal(listed("rake: { type: object, properties: { label: { type: string } } }"), open("rake"));
  assert.equal(
    listed('annexes: { type: array, items: { $ref: "#/components/schemas/Shed" } }'),
    "nothing says which Shed rows are the annexes of a Shed (Shed)",
  );
});
