import { deepEqual, equal, match, ok } from "node:assert/strict";
import { test } from "node:test";
import type { Domain, DomainSettings } from "#domain";
import { understandText } from "./check.ts";

const code =
  "{ authorizationUrl: https://id.example/a, tokenUrl: https://id.example/t, scopes: { jots: All } }";
const schemes = `
    users: { type: oauth2, flows: { authorizationCode: ${code} } }
    clients: { type: oauth2, flows: { clientCredentials: { tokenUrl: https://id.example/t, scopes: { jots: All } } } }
    sso: { type: openIdConnect, openIdConnectUrl: https://id.example/.well-known/openid-configuration }
    signed: { type: http, scheme: bearer, bearerFormat: JWT }
    key: { type: apiKey, in: header, name: X-Key }`;

interface Parts {
  readonly words?: string;
  readonly security?: string;
  readonly ofList?: string;
  readonly make?: string;
  readonly given?: string;
  readonly shown?: string;
  readonly refusals?: string;
  readonly more?: string;
  readonly schemas?: string;
}

/** Jots that are listed, made, read and taken away by whoever has a token. */
function jots(parts: Parts): string {
  const { words = "Jots of the current user", security = "[{ users: [jots] }]", refusals = "" } = parts;
  const row = `{ description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Jot" } } } }`;
  const rows = `{ description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Jot" } } } } }`;
  const make =
    parts.make ??
    `    post: { operationId: make, requestBody: { required: true, content: { application/json: { schema: { type: object, required: [text], properties: { text: { type: string }${parts.given ?? ""} } } } } }, responses: { "201": ${row} } }`;
  return `openapi: 3.1.0
info: { title: Test, version: "1" }
security: ${security}
paths:
  /jots:
    get: { operationId: all, summary: "${words}"${parts.ofList ?? ""}, responses: { "200": ${rows} } }
${make}
  /jots/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string, format: uuid } }]
    get: { operationId: one, responses: { "200": ${row}${refusals} } }
    delete: { operationId: drop, responses: { "204": { description: gone } } }
${parts.more ?? ""}
components:
  securitySchemes:${schemes}
  schemas:
    Jot: { type: object, required: [id, text], properties: { id: { type: string, format: uuid, readOnly: true }, text: { type: string }${parts.given ?? ""}${parts.shown ?? ""} } }
${parts.schemas ?? ""}`;
}

const read = (parts: Parts, settings?: DomainSettings): Domain => understandText(jots(parts), settings);

const isOwned = ({ entities }: Domain): boolean =>
  entities.find(({ name }) => name === "Jot")?.subject !== undefined;

function openIn({ operations }: Domain): readonly string[] {
  return operations.filter(({ behaviour }) => behaviour.kind === "custom").map(({ id }) => id);
}

const jotIds = ["all", "make", "one", "drop"];

test("rows of the caller belong to the subject of a user's token", () => {
  for (const security of [
    "[{ users: [jots] }]",
    "[{ sso: [] }]",
    "[{ signed: [] }]",
    "[{ users: [] }, { sso: [] }]",
  ]) {
    const domain = read({ security });
    ok(isOwned(domain), security);
    deepEqual(openIn(domain), [], security);
    deepEqual(new Set(domain.operations.map(({ access }) => access)), new Set(["granted"]));
  }
});

test("it is assumed aloud, once for each entity", () => {
  const { assumptions } = read({});
  equal(assumptions.length, 1);
  match(assumptions[0]?.text ?? "", /^Jot rows belong to the user whose token made them/);
  equal(assumptions[0]?.setting, "domain.owners.Jot");
});

test("the hidden column is called as nothing that rows show", () => {
  const { entities } = read({ given: ", owner: { type: integer }" });
  equal(entities[0]?.subject, undefined, "what shows a person may say it in another way");
  equal(read({}).entities[0]?.subject?.field, "owner");
});

test("tokens that no user has, keys, and what anybody may call leave it open", () => {
  for (const security of [
    "[{ clients: [jots] }]",
    "[{ key: [] }]",
    "[{ users: [jots] }, { key: [] }]",
    "[{ users: [jots] }, { clients: [jots] }]",
    "[{ users: [jots], key: [] }]",
  ]) {
    const domain = read({ security });
    equal(isOwned(domain), false, security);
    deepEqual(openIn(domain), jotIds, security);
  }
  equal(isOwned(read({ ofList: ", security: []" })), false);
  equal(isOwned(read({ ofList: ", security: [{}, { users: [jots] }]" })), false);
});

test("without words of the caller's own, rows are whoever's the token lets in, as before", () => {
  const domain = read({ words: "Jots" });
  equal(isOwned(domain), false);
  deepEqual(openIn(domain), []);
});

test("of two lists, one of which is of all, nothing says whose the rows are", () => {
  const rows = `{ description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Jot" } } } } }`;
  const domain = read({
    words: "Jots",
    more: `  /jots/mine:\n    get: { operationId: mine, summary: "Jots of the current user", responses: { "200": ${rows} } }`,
  });
  equal(isOwned(domain), false);
  ok(openIn(domain).includes("mine"));
});

test("rows that nothing makes for a user have no owner", () => {
  for (const make of ["", `    post: { operationId: make, responses: { "202": { description: later } } }`]) {
    const domain = read({ make });
    equal(isOwned(domain), false);
    deepEqual(
      openIn(domain),
      jotIds.filter((id) => id !== "make" || make !== ""),
    );
  }
});

test("rows whose making is left open would be nobody's", () => {
  const domain = read({
    make: `    post: { operationId: make, parameters: [{ name: mood, in: query, schema: { type: string } }], requestBody: { required: true, content: { application/json: { schema: { type: object, required: [text], properties: { text: { type: string } } } } } }, responses: { "201": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Jot" } } } } } }`,
  });
  equal(isOwned(domain), false);
  deepEqual(openIn(domain), jotIds);
  const { behaviour } = domain.operations.find(({ id }) => id === "all") ?? {};
  match(
    behaviour?.kind === "custom" ? behaviour.reason : "",
    /, and make, which is to make them, is left open$/,
  );
});

test("a field that says who somebody is may say whose rows are in another way", () => {
  for (const shown of [
    ", user_id: { type: string, readOnly: true }",
    ", createdBy: { type: string }",
    ", customer: { type: string }",
    ", sub: { type: string }",
  ])
    equal(isOwned(read({ shown })), false, shown);
});

test("values that no two rows may share would tell of those of others", () => {
  const make = `    post: { operationId: make, requestBody: { required: true, content: { application/json: { schema: { type: object, required: [text, name], properties: { text: { type: string }, name: { type: string } } } } } }, responses: { "201": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Jot" } } } }, "409": { description: "A jot with this name already exists" } } }`;
  const domain = read({ make, shown: ", name: { type: string }" });
  equal(isOwned(domain), false);
  deepEqual(openIn(domain), jotIds);
});

test("rows that others name, or that lie below them, are not shown by these", () => {
  const named = read({
    more: `  /marks:
    get: { operationId: marks, responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Mark" } } } } } } }
    post: { operationId: mark, requestBody: { required: true, content: { application/json: { schema: { type: object, required: [jotId], properties: { jotId: { type: string, format: uuid } } } } } }, responses: { "201": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Mark" } } } } } }`,
    schemas: `    Mark: { type: object, required: [id, jotId], properties: { id: { type: integer, readOnly: true }, jotId: { type: string, format: uuid } } }`,
  });
  equal(isOwned(named), false);
  deepEqual(openIn(named), jotIds);
  const below = read({
    more: `  /jots/{id}/marks:
    parameters: [{ name: id, in: path, required: true, schema: { type: string, format: uuid } }]
    post: { operationId: mark, requestBody: { required: true, content: { application/json: { schema: { type: object, required: [word], properties: { word: { type: string } } } } } }, responses: { "201": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Mark" } } } } } }`,
    schemas: `    Mark: { type: object, required: [id, word], properties: { id: { type: integer, readOnly: true }, word: { type: string } } }`,
  });
  ok(isOwned(below));
  deepEqual(openIn(below), ["mark"]);
});

test("what is done with many rows at once is left open, and the rest is derived", () => {
  const domain = read({
    more: `  /jots/count:
    get: { operationId: count, responses: { "200": { description: how many, content: { application/json: { schema: { type: object, required: [total], properties: { total: { type: integer } } } } } } } }`,
  });
  ok(openIn(domain).includes("count"));
  deepEqual(
    openIn(domain).filter((id) => jotIds.includes(id)),
    isOwned(domain) ? [] : jotIds,
  );
});

test("a page that goes on from a row which its key names would tell of the rows of others", () => {
  const paged =
    ", parameters: [{ name: starting_after, in: query, schema: { type: string, format: uuid } }, { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 50, default: 10 } }]";
  const domain = read({ ofList: paged });
  ok(isOwned(domain));
  deepEqual(openIn(domain), ["all"]);
});

test("others get a 404, and a 403 only where that is documented and no scope explains it", () => {
  const strangersOf = (domain: Domain) =>
    domain.operations.find(({ id }) => id === "one")?.refusals.strangers;
  const refusals = `, "403": { description: no }`;
  equal(strangersOf(read({})), 404);
  equal(strangersOf(read({ refusals })), 404);
  const told = read({ refusals, security: "[{ sso: [] }]" });
  equal(strangersOf(told), 403);
  const { errors = [], never = [] } = told.operations.find(({ id }) => id === "one") ?? {};
  ok(
    errors.some(({ status }) => status === 403),
    "what is answered stays documented",
  );
  deepEqual(never, []);
});

test("the owner of the project may say whose rows are", () => {
  const settled = (jot: "caller" | "nobody"): DomainSettings => ({ operations: {}, owners: { Jot: jot } });
  ok(isOwned(read({ words: "Jots" }, settled("caller"))));
  const shared = read({}, settled("nobody"));
  equal(isOwned(shared), false);
  deepEqual(openIn(shared), []);
  const keys = read({ words: "Jots", security: "[{ key: [] }]" }, settled("caller"));
  equal(isOwned(keys), false);
  deepEqual(openIn(keys), jotIds);
});

test("whatever access settings say, rows of users are opened by their tokens", () => {
  const domain = read({}, { operations: { all: { access: "public" } } });
  ok(isOwned(domain));
  equal(domain.operations.find(({ id }) => id === "all")?.access, "granted");
});
