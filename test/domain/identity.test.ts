import assert from "node:assert/strict";
import { test } from "node:test";
import type { Domain } from "#domain";
import { summarise, understandText } from "./check.ts";

interface Shape {
  /** What an answer shows of the key: `{ type: string, format: uuid }`. */
  readonly key: string;
  readonly name?: string;
  /** The schema of what is sent: the answer's own unless another one is given. */
  readonly sent?: string;
  readonly required?: string;
  readonly more?: string;
}

/** Parcels by a key: a list, a new one, one of them. */
function parcels({ key, name = "id", sent = "Parcel", required = "label", more = "" }: Shape): string {
  return `openapi: 3.1.0
info: { title: Parcels, version: "1" }
paths:
  /parcels:
    get:
      operationId: listParcels
      responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Parcel" } } } } } }
    post:
      operationId: addParcel
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/${sent}" } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Parcel" } } } } }
  /parcels/{parcelId}:
    parameters: [{ name: parcelId, in: path, required: true, schema: ${key} }]
    get:
      operationId: getParcel
      responses: { "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Parcel" } } } } }
    put:
      operationId: changeParcel
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Parcel" } } } }
      responses: { "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Parcel" } } } } }
components:
  schemas:
    Parcel:
      type: object
      required: [${required}]
      properties: { ${name}: ${key}, label: { type: string } ${more} }
    NewParcel: { type: object, required: [label], properties: { label: { type: string } } }
`;
}

const uuid = "{ type: string, format: uuid }";

function keyOf(domain: Domain) {
  const [entity] = domain.entities;
  assert.ok(entity);
  const { field, by } = entity.identity;
  const meaning = entity.fields.find(({ name }) => name === field)?.meaning;
  return { field, by, meaning };
}

function bodiesOf(domain: Domain) {
  return domain.operations.flatMap(({ behaviour }) =>
    "body" in behaviour
      ? [
          [
            behaviour.body.fields.map(({ field }) => field),
            (behaviour.body.ignored ?? []).map(({ field }) => field),
          ],
        ]
      : [],
  );
}

test("a UUID that no body has to give is made by the application, and taken from no body", () => {
  const domain = understandText(parcels({ key: uuid, name: "parcelId" }));
  assert.deepEqual(summarise(domain), [
    "GET /parcels list public",
    "POST /parcels create public",
    "GET /parcels/{parcelId} read public",
    "PUT /parcels/{parcelId} update public",
  ]);
  assert.deepEqual(keyOf(domain), {
    field: "parcelId",
    by: "application",
    meaning: { kind: "identity", type: "uuid" },
  });
  assert.deepEqual(bodiesOf(domain), [
    [["label"], ["parcelId"]],
    [["label"], ["parcelId"]],
  ]);
});

test("an id that is only read is made here, whatever a body says, and is no part of it", () => {
  const key = "{ type: string, format: uuid, readOnly: true }";
  const domain = understandText(parcels({ key, required: "id, label" }));
  assert.equal(keyOf(domain).by, "application");
  assert.deepEqual(bodiesOf(domain), [
    [["label"], []],
    [["label"], []],
  ]);
});

test("numbers are the database's where no body has to give one", () => {
  const domain = understandText(parcels({ key: "{ type: integer, format: int64 }" }));
  assert.deepEqual(keyOf(domain), {
    field: "id",
    by: "database",
    meaning: { kind: "identity", type: "integer" },
  });
});

test("an id of its own name that only changes bring is made here", () => {
  const domain = understandText(
    parcels({ key: "{ type: integer }", sent: "NewParcel", required: "id, label" }),
  );
  assert.equal(keyOf(domain).by, "database");
  assert.deepEqual(bodiesOf(domain), [
    [["label"], []],
    [["label"], ["id"]],
  ]);
});

test("a key that every new row must bring is the client's", () => {
  const domain = understandText(parcels({ key: "{ type: string }", name: "parcelId", required: "parcelId" }));
  assert.equal(keyOf(domain).by, "client");
});

test("an id that every new row must bring is the client's, and what changes a row leaves it alone", () => {
  const domain = understandText(parcels({ key: "{ type: integer }", required: "id, label" }));
  assert.equal(keyOf(domain).by, "client");
  assert.deepEqual(bodiesOf(domain), [
    [["id", "label"], []],
    [["label"], ["id"]],
  ]);
  assert.deepEqual(
    domain.operations.filter(({ behaviour }) => behaviour.kind === "custom"),
    [],
  );
});

test("nothing is made without the key that clients choose, whether or not the schema asks for it", () => {
  const domain = understandText(
    parcels({ key: "{ type: string }", name: "code" }).replaceAll("parcelId", "code"),
  );
  assert.equal(keyOf(domain).by, "client");
  const [create] = domain.operations.flatMap(({ behaviour }) =>
    behaviour.kind === "create" ? behaviour.body.fields : [],
  );
  assert.deepEqual(create, { field: "code", required: true, declaredOptional: true });
});

test("a key beside the one that paths select by is made here too", () => {
  const more = ", id: { type: integer }";
  const domain = understandText(parcels({ key: "{ type: string }", name: "parcelId", more }));
  const id = domain.entities[0]?.fields.find(({ name }) => name === "id");
  assert.deepEqual(id?.meaning, { kind: "identity", type: "integer" });
});

test("an id that is a text is made by chance where its schema lets one be sure of that, and else left open", () => {
  const key = "{ type: string, readOnly: true, pattern: '^prc_[0-9a-z]{20}$' }";
  const { by, meaning } = keyOf(understandText(parcels({ key })));
  assert.equal(by, "application");
  assert.deepEqual(meaning?.kind === "identity" && meaning.text?.[0], { kind: "fixed", text: "prc_" });
  const open = understandText(parcels({ key: "{ type: string, readOnly: true, pattern: '^[A-Z]{3}$' }" }));
  assert.deepEqual(
    open.operations.map(({ behaviour }) => behaviour.kind === "custom" && behaviour.reason),
    Array.from({ length: 4 }, () => "no id that is made here is sure to be a new one that its schema allows"),
  );
});

const scans = `
  /parcels/{parcelId}/scans:
    post:
      operationId: scanParcel
      parameters: [{ name: parcelId, in: path, required: true, schema: { type: string, format: uuid } }]
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [place], properties: { place: { type: string } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Scan" } } } } }
components:
  schemas:
    Scan: { type: object, required: [id, parcelId, place], properties: { id: { type: integer }, parcelId: { type: string, format: uuid }, place: { type: string } } }`;

test("rows show the key of the row above; where a new one lies must be said", () => {
  const text = parcels({ key: uuid }).replace("\ncomponents:\n  schemas:", scans);
  const scan = understandText(text).entities.find(({ name }) => name === "Scan");
  const shown = scan?.fields.find(({ name }) => name === "parcelId");
  assert.deepEqual(shown?.meaning, { kind: "parent-key", entity: "Parcel", type: "uuid" });
  const flat = text.replace(
    "  /parcels/{parcelId}/scans:",
    `  /scans:
    post:
      operationId: scan
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [place], properties: { place: { type: string } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Scan" } } } } }
  /parcels/{parcelId}/scans:`,
  );
  const { behaviour } = understandText(flat).operations.find(({ id }) => id === "scan") ?? {};
  assert.equal(
    behaviour?.kind === "custom" && behaviour.reason,
    "Scan rows lie below Parcel, and nothing says below which one a new one does",
  );
});

test("lists by keys that are made by chance go by the time of making, which is kept where no answer shows it", () => {
  const order = (text: string) =>
    understandText(text).operations.flatMap(({ behaviour }) =>
      behaviour.kind === "list" ? behaviour.order.map(({ field }) => field) : [],
    );
  assert.deepEqual(order(parcels({ key: uuid })), ["created_at", "id"]);
  const more = ", createdAt: { type: string, format: date-time, readOnly: true }";
  assert.deepEqual(order(parcels({ key: uuid, more })), ["createdAt", "id"]);
  assert.deepEqual(order(parcels({ key: "{ type: integer }" })), ["id"]);
});

test("a body that names its row changes it: one that is not there is refused, or made where clients choose keys", () => {
  const put = (key: string, responses = "", required = "label") =>
    parcels({ key, required }).replace(
      "  /parcels/{parcelId}:",
      `    put:
      operationId: putParcel
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Parcel" } } } }
      responses: { "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Parcel" } } } } ${responses} }
  /parcels/{parcelId}:`,
    );
  const absent = (text: string) =>
    understandText(text).operations.flatMap(({ behaviour }) =>
      behaviour.kind === "update-by-body" ? [`${behaviour.key} ${behaviour.mode} ${behaviour.absent}`] : [],
    );
  assert.deepEqual(absent(put("{ type: integer }")), ["id replace refuse"]);
  assert.deepEqual(absent(put("{ type: integer }", "", "id, label")), ["id replace create"]);
  assert.deepEqual(absent(put("{ type: integer }", ', "404": { description: none }', "id, label")), [
    "id replace refuse",
  ]);
});

test("a second number of a row is no key that is made here", () => {
  const bond =
    "{ type: object, required: [to], properties: { id: { type: integer, readOnly: true }, to: { type: integer } } }";
  const { operations } = understandText(`openapi: 3.1.0
info: { title: Bonds, version: "1" }
paths:
  /bonds:
    post:
      operationId: bind
      requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { to: { type: integer } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: ${bond} } } } }
  /bonds/{to}:
    delete:
      operationId: loosen
      parameters: [{ name: to, in: path, required: true, schema: { type: integer } }]
      responses: { "204": { description: gone } }
`);
  const behaviour = operations.find(({ id }) => id === "loosen")?.behaviour;
  assert.match(behaviour?.kind === "custom" ? behaviour.reason : "", /numbered by id already/);
});

test("rows are not selected by a key that no answer tells", () => {
  const read = (shown: string) => {
    const answer = `{ type: object, properties: { status: { type: integer, example: 200 }, data: { type: object, properties: { label: { type: string }${shown} } } } }`;
    const { operations } = understandText(`openapi: 3.1.0
info: { title: Boats, version: "1" }
paths:
  /boats:
    post:
      operationId: launch
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [label], properties: { label: { type: string } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: ${answer} } } } }
  /boats/{boatId}:
    parameters: [{ name: boatId, in: path, required: true, schema: { type: integer } }]
    get: { operationId: look, responses: { "200": { description: one, content: { application/json: { schema: ${answer} } } } } }
    delete: { operationId: sink, responses: { "204": { description: gone } } }
components:
  schemas:
    Boat: { type: object, required: [label], properties: { label: { type: string }${shown} } }
`);
    return operations.map(({ behaviour }) =>
      behaviour.kind === "custom" ? behaviour.reason : behaviour.kind,
    );
  };
  assert.deepEqual(read(", id: { type: integer }"), ["create", "read", "delete"]);
  assert.deepEqual(read(", boatId: { type: integer }"), ["create", "read", "delete"]);
  const reason = "no answer tells the key of a Boat, by which its path selects one";
  assert.deepEqual(read(""), ["create", reason, reason]);
});
