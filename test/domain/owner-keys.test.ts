import { deepEqual, equal, match } from "node:assert/strict";
import { test } from "node:test";
import type { DomainSettings } from "#domain";
import { understandText } from "./check.ts";

interface Given {
  /** The property of a parcel that shows an account, as YAML. */
  readonly shows?: string;
  readonly listing?: string;
  readonly making?: string;
  /** What the body of a new parcel has more. */
  readonly gives?: string;
  readonly paths?: string;
  readonly key?: string;
  readonly settings?: DomainSettings;
}

const secured = "security: [{ bearer: [] }]";
const parcel = `content: { application/json: { schema: { $ref: "#/components/schemas/Parcel" } } }`;
const parcels = `content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Parcel" } } } }`;

/** Parcels that members send, and that show by a key who did. */
function readParcels({
  shows = "requester_id: { type: string, format: uuid }",
  listing = `summary: Parcels, ${secured}`,
  making = secured,
  gives = "",
  paths = "",
  key = "{ type: string, format: uuid, readOnly: true }",
  settings,
}: Given) {
  const name = shows.split(":")[0] ?? "";
  const domain = understandText(
    `openapi: 3.1.0
info: { title: Test, version: "1" }
paths:
  /members:
    post:
      operationId: join
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/NewMember" } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Member" } } } } }
  /members/login:
    post:
      operationId: login
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [email, password], properties: { email: { type: string }, password: { type: string } } } } } }
      responses: { "200": { description: in, content: { application/json: { schema: { type: object, required: [token], properties: { token: { type: string } } } } } } }
  /parcels:
    get: { operationId: all, ${listing}, responses: { "200": { description: all, ${parcels} } } }
    post:
      operationId: send
      ${making}
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [label], properties: { label: { type: string }, ${gives} } } } } }
      responses: { "201": { description: made, ${parcel} } }
  /parcels/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { operationId: one, ${listing}, responses: { "200": { description: one, ${parcel} } } }
    delete: { operationId: drop, ${secured}, responses: { "204": { description: gone } } }
${paths}
components:
  securitySchemes: { bearer: { type: http, scheme: bearer } }
  schemas:
    NewMember: { type: object, required: [email, password], properties: { email: { type: string }, password: { type: string } } }
    Member: { type: object, required: [id, email], properties: { id: ${key}, email: { type: string } } }
    Parcel: { type: object, required: [id, label, ${name}], properties: { id: { type: integer, readOnly: true }, label: { type: string }, ${shows} } }
`,
    settings,
  );
  const entity = domain.entities.find(({ name: each }) => each === "Parcel");
  return {
    domain,
    owner: entity?.owner,
    field: entity?.fields.find((each) => each.name === name),
    of: (id: string) => domain.operations.find((operation) => operation.id === id),
  };
}

test("a key that answers show and no body gives is that of whoever makes the row", () => {
  const { owner, field, of, domain } = readParcels({});
  equal(owner?.key, "requester_id");
  equal(owner.field, "requester");
  equal(owner.shown, false);
  deepEqual(field?.meaning, { kind: "owner-key", type: "uuid" });
  equal(field.unfilled, undefined);
  equal(of("send")?.behaviour.kind, "create");
  equal(of("drop")?.access, "owner");
  deepEqual(
    domain.assumptions.map(({ setting }) => setting),
    ["domain.owners.Parcel"],
  );
});

test("whose business a row is sees it alone, where nothing says that others do", () => {
  for (const shows of ["user_id", "memberId", "owner_id", "reporter_id"]) {
    const { owner, of } = readParcels({ shows: `${shows}: { type: string, format: uuid }` });
    equal(owner?.hides, true, shows);
    const { behaviour } = of("all") ?? {};
    equal(behaviour?.kind === "list" && behaviour.own, true);
    equal(of("one")?.access, "owner");
  }
  const open = readParcels({ listing: "summary: Parcels, security: []" });
  equal(open.owner?.hides, false);
  equal(open.of("one")?.access, "public");
});

test("what authors make others see", () => {
  const { owner, of } = readParcels({ shows: "author_id: { type: string, format: uuid }" });
  equal(owner?.hides, false);
  equal(of("one")?.access, "required");
  equal(of("drop")?.access, "owner");
});

test("who made a row is noted where nothing says that it is theirs", () => {
  for (const shows of ["created_by", "createdBy", "submitted_by_id"]) {
    const { owner, of } = readParcels({ shows: `${shows}: { type: string, format: uuid }` });
    equal(owner?.notes, true, shows);
    equal(of("drop")?.access, "required");
  }
  const mine = `  /me/parcels:\n    get: { operationId: mine, ${secured}, responses: { "200": { description: mine, ${parcels} } } }`;
  const { owner, of } = readParcels({ shows: "created_by: { type: string, format: uuid }", paths: mine });
  equal(owner?.hides, false);
  const { behaviour } = of("mine") ?? {};
  equal(behaviour?.kind === "list" && behaviour.own, true);
});

test("rows that some see by their role are nobody's alone, though each sees those of their own", () => {
  const { owner, of } = readParcels({
    shows: "created_by: { type: string, format: uuid }",
    listing: `summary: Parcels, x-roles: [porter], ${secured}`,
    paths: `  /me/parcels:\n    get: { operationId: mine, ${secured}, responses: { "200": { description: mine, ${parcels} } } }`,
  });
  equal(owner?.notes, true);
  const { behaviour } = of("mine") ?? {};
  equal(behaviour?.kind === "list" && behaviour.own, true);
  const all = of("all")?.behaviour;
  equal(all?.kind === "list" && all.own, undefined);
});

test("the owner's line settles whose rows are that show it", () => {
  const settings = (Parcel: "caller" | "nobody"): DomainSettings => ({ operations: {}, owners: { Parcel } });
  equal(readParcels({ settings: settings("nobody") }).owner?.notes, true);
  equal(readParcels({ settings: settings("nobody") }).of("one")?.access, "required");
  equal(
    readParcels({ shows: "author_id: { type: string, format: uuid }", settings: settings("caller") }).owner
      ?.hides,
    true,
  );
});

test("what is given, of another type, a name, or set by an action is nobody who made the row", () => {
  equal(readParcels({ gives: "requester_id: { type: string, format: uuid }" }).owner, undefined);
  equal(readParcels({ shows: "requester_id: { type: integer }" }).owner, undefined);
  equal(readParcels({ making: "security: []" }).owner, undefined);
  equal(readParcels({ shows: "courier_id: { type: string, format: uuid }" }).owner, undefined);
  equal(readParcels({ shows: "requester: { type: string, format: uuid }" }).owner, undefined);
  const text = { key: "{ type: string, readOnly: true }" };
  equal(readParcels({ ...text, shows: "created_by: { type: string }" }).owner?.key, "created_by");
  equal(
    readParcels({ ...text, shows: "created_by: { type: string, description: The username of the maker }" })
      .owner,
    undefined,
  );
  const act = `  /parcels/{id}/report:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    post: { operationId: report, ${secured}, responses: { "200": { description: done, ${parcel} } } }`;
  equal(readParcels({ shows: "reported_by: { type: string, format: uuid }", paths: act }).owner, undefined);
});

test("a list of all that is for some asks for rows of one of them, a list of the caller's own does not", () => {
  const asks = (listing: string) =>
    readParcels({
      shows: "user_id: { type: string, format: uuid }",
      listing: `${listing} parameters: [{ name: user_id, in: query, schema: { type: string, format: uuid } }]`,
    }).of("all")?.behaviour;
  const open = asks("summary: Parcels, security: [],");
  deepEqual(open?.kind === "list" && open.filters.map(({ by }) => by), [{ kind: "field", field: "user_id" }]);
  const own = asks(`summary: Parcels, ${secured},`);
  equal(own?.kind, "custom");
  match(own.reason, /nothing says what user_id does then/);
});

test("of rows that are the caller's own, the key of somebody who may have such is the owner's", () => {
  const listing = `summary: Your own parcels, ${secured}`;
  for (const name of ["employee_id", "customerUuid", "associated_user", "patient"]) {
    const { owner } = readParcels({ shows: `${name}: { type: string, format: uuid }`, listing });
    equal(owner?.key, name);
  }
  for (const name of ["approver_id", "courier_id", "first_customer_friend_id"]) {
    const { owner } = readParcels({ shows: `${name}: { type: string, format: uuid }`, listing });
    equal(owner?.key, undefined, name);
  }
  // Whose they are is not said by what somebody is called.
  equal(readParcels({ shows: "employee_id: { type: string, format: uuid }" }).owner, undefined);
});
