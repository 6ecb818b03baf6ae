import { deepEqual, equal, match } from "node:assert/strict";
import { test } from "node:test";
import { understandText } from "./check.ts";

interface Given {
  readonly words: string;
  /** What a parcel shows more. */
  readonly shows?: string;
  readonly security?: string;
  readonly paths?: string;
}

const parcel = `content: { application/json: { schema: { $ref: "#/components/schemas/Parcel" } } }`;

/** Parcels that members send, of which words may say that it is noted who did. */
function readParcels({ words, shows = "", security = "security: [{ bearer: [] }]", paths = "" }: Given) {
  return understandText(
    `openapi: 3.1.0
info: { title: Test, version: "1" }
paths:
  /members:
    post:
      operationId: join
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [email, password], properties: { email: { type: string }, password: { type: string } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Member" } } } } }
  /members/login:
    post:
      operationId: login
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [email, password], properties: { email: { type: string }, password: { type: string } } } } } }
      responses: { "200": { description: in, content: { application/json: { schema: { type: object, required: [token], properties: { token: { type: string } } } } } } }
  /parcels:
    get: { operationId: all, ${security}, responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Parcel" } } } } } } }
    post:
      operationId: send
      description: ${words}
      ${security}
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [label], properties: { label: { type: string } } } } } }
      responses: { "201": { description: made, ${parcel} } }
  /parcels/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    patch:
      operationId: relabel
      ${security}
      requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { label: { type: string } } } } } }
      responses: { "200": { description: one, ${parcel} } }
${paths}
components:
  securitySchemes: { bearer: { type: http, scheme: bearer } }
  schemas:
    Member: { type: object, required: [id, email], properties: { id: { type: string, format: uuid }, email: { type: string } } }
    Parcel: { type: object, required: [id, label], properties: { id: { type: integer, readOnly: true }, label: { type: string }${shows} } }
`,
  );
}

function parcelsOf(given: Given) {
  const domain = readParcels(given);
  const parcels = domain.entities.find(({ name }) => name === "Parcel");
  return { domain, owner: parcels?.owner };
}

test("words say that whoever makes a row is noted, which makes it nobody's alone", () => {
  for (const words of [
    "The creating user is recorded as the creator",
    "Records the caller as its creator.",
    "The authenticated user will be set as the creator of the parcel.",
    "The user who creates it is automatically saved as the creator",
  ]) {
    const { domain, owner } = parcelsOf({ words });
    equal(owner?.field, "creator", words);
    equal(owner?.notes, true);
    equal(owner?.shown, false);
    match(owner?.evidence.because[0]?.message ?? "", /^send says /);
    deepEqual(
      domain.operations.filter(({ module }) => module === "parcels").map(({ access }) => access),
      ["required", "required", "required"],
    );
    deepEqual(
      domain.assumptions.filter(({ text }) => /belong/.test(text)),
      [],
    );
  }
});

test("nobody is noted where nothing says so, or something else tells it", () => {
  for (const words of [
    "Sends a parcel",
    "The creator of a parcel is recorded",
    "The user is recorded",
    "Admins are set as approver",
  ])
    equal(parcelsOf({ words }).owner, undefined, words);
  const words = "The creating user is recorded as the creator";
  equal(parcelsOf({ words, shows: ", creator: { type: string }" }).owner, undefined);
  equal(parcelsOf({ words, security: "security: []" }).owner, undefined);
});

test("nobody is noted where accounts go, whose rows would go with them", () => {
  const words = "The creating user is recorded as the creator";
  const paths = `  /members/{id}:
    delete: { operationId: leave, security: [{ bearer: [] }], parameters: [{ name: id, in: path, required: true, schema: { type: string, format: uuid } }], responses: { "204": { description: gone } } }`;
  equal(parcelsOf({ words, paths }).owner, undefined);
});
