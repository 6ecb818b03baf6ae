import { deepEqual, equal, match } from "node:assert/strict";
import { test } from "node:test";
import type { DomainSettings } from "#domain";
import { understandText, withAccounts } from "./check.ts";

const secured = "security: [{ bearer: [] }]";
const fields = "id: { type: integer, readOnly: true }, label: { type: string }";
const crateOf = (more = ""): string =>
  `    Crate: { type: object, required: [id, label], properties: { ${fields}${more} } }`;
const ref = `{ $ref: "#/components/schemas/Crate" }`;
const rows = `{ description: all, content: { application/json: { schema: { type: array, items: ${ref} } } } }`;
const row = `{ description: one, content: { application/json: { schema: ${ref} } } }`;
const body = `requestBody: { required: true, content: { application/json: { schema: { type: object, required: [label], properties: { label: { type: string } } } } } }`;

interface Parts {
  readonly list?: string;
  readonly read?: string;
  readonly drop?: string;
  readonly at?: string;
  readonly makes?: boolean;
  readonly security?: string;
}

/** Crates that are listed, made, read and taken away, each with its summary. */
function crates({ list = "All", read = "One", drop = "Drop", at = "/crates", makes = true, ...more }: Parts) {
  const who = more.security ?? secured;
  const make = `    post: { operationId: make, ${who}, ${body}, responses: { "201": ${row} } }`;
  return `
  ${at}:
    get: { operationId: all, summary: "${list}", ${who}, responses: { "200": ${rows} } }
${makes ? make : ""}
  ${at}/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { operationId: one, summary: "${read}", ${who}, responses: { "200": ${row} } }
    delete: { operationId: drop, summary: "${drop}", ${who}, responses: { "204": { description: gone } } }`;
}

function reasonsIn(text: string, settings?: DomainSettings): Readonly<Record<string, string | undefined>> {
  const { operations } = understandText(text, settings);
  return Object.fromEntries(
    operations.map(({ id, behaviour }) => [id, behaviour.kind === "custom" ? behaviour.reason : undefined]),
  );
}

const reasons = (parts: Parts, more = "", settings?: DomainSettings) =>
  reasonsIn(withAccounts(crates(parts), crateOf(more)), settings);

test("words of own in other languages are such as English has", () => {
  for (const list of [
    "Список ящиков пользователя",
    "Мои ящики",
    "Lista mis cajas",
    "Cajas del usuario",
    "Meine Kisten",
    "Kisten des angemeldeten Benutzers",
    "Lister mes caisses",
    "Caisses de l'utilisateur",
    "Listar minhas caixas",
    "我的箱子",
    "用户的箱子",
    "Daftar peti milik pengguna",
    "Crates of the user",
    "Get crates for the user",
    "The user's crates",
    "Crates managed by the authenticated user",
    "Crates for the authenticated requester",
  ]) {
    const { entities } = understandText(withAccounts(crates({ list }), crateOf()));
    equal(entities.find(({ name }) => name === "Crate")?.owner?.hides, true, list);
  }
});

test("words that only look so, and people who are selected, are no caller", () => {
  for (const list of [
    "Messe in Berlin",
    "For users",
    "Crates for the user interface",
    "Сводка ящиков",
    "Mischung",
  ]) {
    const { entities } = understandText(withAccounts(crates({ list }), crateOf()));
    equal(entities.find(({ name }) => name === "Crate")?.owner, undefined, list);
  }
  const { entities } = understandText(
    withAccounts(
      `${crates({})}
  /crates/by-user/{userId}:
    get: { operationId: those, summary: "Crates of the user", parameters: [{ name: userId, in: path, required: true, schema: { type: integer } }], ${secured}, responses: { "200": ${rows} } }`,
      crateOf(),
    ),
  );
  equal(entities.find(({ name }) => name === "Crate")?.owner, undefined);
});

test("where one operation is about the caller's own rows, and nobody is known to own them, none is for everybody", () => {
  const told = reasons({ list: "List my crates", makes: false });
  match(told["all"] ?? "", /it is about the caller's own Crate rows/);
  match(
    told["drop"] ?? "",
    /^all is about the caller's own Crate rows .* whose the others are nothing says$/,
  );
  const beside = withAccounts(
    `${crates({})}
  /crates/my:
    get: { operationId: mine, ${secured}, responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { type: object, properties: { id: { type: integer }, state: { type: string } } } } } } } } }`,
    crateOf(),
  );
  match(reasonsIn(beside)["drop"] ?? "", /^mine is about the caller's own Crate rows/);
});

test("nobody with an account is behind a key that nothing issues: what is a user's stays open", () => {
  const keyed = (parts: Parts, more = ""): string => `openapi: 3.1.0
info: { title: Crates, version: "1" }
paths:${crates({ ...parts, security: "security: [{ key: [] }]" })}
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  schemas:
${crateOf(more)}
`;
  match(
    reasonsIn(keyed({ list: "Crates for user" }))["drop"] ?? "",
    /^all is about somebody's own Crate rows/,
  );
  match(reasonsIn(keyed({ list: "Your crates" }))["all"] ?? "", /who calls its credential does not say/);
  match(
    reasonsIn(keyed({}, ", user_id: { type: integer }"))["all"] ?? "",
    /^user_id shows whose Crate rows are/,
  );
  equal(reasonsIn(keyed({ list: "All crates" }))["all"], undefined);
});

test("a key of somebody that nothing gives makes rows somebody's: they are not for everybody", () => {
  const told = reasons({}, ", riderId: { type: string }");
  deepEqual(new Set([told["all"], told["make"], told["one"], told["drop"]]).size, 1);
  equal(told["all"], "riderId shows whose Crate rows are, and nothing says what fills it");
  equal(reasons({}, ", depotId: { type: string }")["all"], undefined);
  equal(
    reasons({}, ", riderId: { type: string }", { operations: {}, owners: { Crate: "nobody" } })["all"],
    undefined,
  );
});

test("what is visible to some is not shown to everybody", () => {
  for (const list of [
    "Crates that are visible to you",
    "Crates that you can see",
    "Crates where the user is a member",
  ])
    match(reasons({ list })["all"] ?? "", /who sees what is not said$/, list);
  match(reasons({ read: "Get a visible crate" })["drop"] ?? "", /^callers of one see some of it and not all/);
  equal(reasons({ list: "All crates" })["all"], undefined);
});

test("what each caller has one of tells no callers apart", () => {
  match(reasons({ at: "/wallet/crates" })["all"] ?? "", /^"wallet" is each caller's own/);
  match(reasons({ at: "/saved-crates" })["drop"] ?? "", /^"saved-crates" is each caller's own/);
  equal(reasons({ at: "/wallets" })["all"], undefined);
});

test("a role and rows of one's own in one text are two conditions", () => {
  const text = (drop: string): string =>
    withAccounts(crates({ drop }), crateOf()).replace(
      "operationId: drop,",
      "operationId: drop, x-roles: [packer],",
    );
  match(
    reasonsIn(text("Drop a crate (packers own crates)"))["drop"] ?? "",
    /^it is for some roles, and for the "own" rows/,
  );
  equal(reasonsIn(text("Drop a crate"))["drop"], undefined);
});

test("rows that all who are signed in share are told of once, and one line settles whose they are", () => {
  const told = (parts: Parts, settings?: DomainSettings) =>
    understandText(withAccounts(crates(parts), crateOf()), settings)
      .assumptions.filter(({ setting }) => setting === "domain.owners.Crate")
      .map(({ chosen, text }) => `${chosen}: ${text}`);
  deepEqual(told({}), [
    "nobody: Crate rows are shared: whoever is signed in sees them and changes them, whoever made them",
  ]);
  deepEqual(told({}, { operations: {}, owners: { Crate: "nobody" } }), []);
  deepEqual(told({ makes: false }), []);
  deepEqual(told({ security: "security: []" }), []);
  match(told({ list: "My crates" })[0] ?? "", /^caller: /);
});

test("what words call somebody's is shown to nobody where nobody is asked who they are", () => {
  const open = (list: string) =>
    reasonsIn(`openapi: 3.1.0
info: { title: Crates, version: "1" }
paths:${crates({ list, security: "deprecated: false" })}
components:
  schemas:
${crateOf(", user_id: { type: integer }")}`);
  match(open("Get crates for the user")["all"] ?? "", /somebody's own Crate rows .* nothing says who calls/);
  equal(open("Get all crates")["all"], undefined);
});
