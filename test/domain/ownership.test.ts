import { deepEqual, equal, match } from "node:assert/strict";
import { test } from "node:test";
import type { DomainSettings } from "#domain";
import { understandText, withAccounts } from "./check.ts";

const crate = `    Crate: { type: object, required: [id, label], properties: { id: { type: integer, readOnly: true }, label: { type: string } } }`;
const rows = `{ description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Crate" } } } } }`;
const row = `{ description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Crate" } } } }`;
const secured = "security: [{ bearer: [] }]";
const body = `requestBody: { required: true, content: { application/json: { schema: { type: object, required: [label], properties: { label: { type: string } } } } } }`;
const make = `    post: { operationId: make, ${secured}, ${body}, responses: { "201": ${row} } }`;
const item = (more: string): string => `  /crates/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
${more}`;

function understood(paths: string, settings?: DomainSettings) {
  const domain = understandText(withAccounts(paths, crate), settings);
  const owner = domain.entities.find(({ name }) => name === "Crate")?.owner;
  return { domain, owner, of: (id: string) => domain.operations.find((operation) => operation.id === id) };
}

const list = (summary: string, who = secured): string =>
  `  /crates:\n    get: { operationId: all, summary: ${summary}, ${who}, responses: { "200": ${rows} } }\n${make}`;

test("words of the caller's own rows keep them from others", () => {
  for (const summary of [
    "List your crates",
    "All my crates",
    "Crates of the current user",
    "Crates owned by the authenticated user",
    "The logged-in user's crates",
    "Members see their own crates",
    "All crates (a user sees own ones)",
  ]) {
    const { owner, of, domain } = understood(
      `${list(`"${summary}"`)}\n${item(`    get: { operationId: one, ${secured}, responses: { "200": ${row} } }`)}`,
    );
    equal(owner?.hides, true, summary);
    equal(owner.shown, false);
    const { behaviour } = of("all") ?? {};
    equal(behaviour?.kind === "list" && behaviour.own, true);
    equal(of("one")?.access, "owner");
    equal(of("one")?.refusals.strangers, 404);
    deepEqual(
      domain.assumptions.map(({ setting, chosen }) => [setting, chosen]),
      [["domain.owners.Crate", "caller"]],
    );
  }
});

test("words of other things are not taken for those of own rows", () => {
  for (const summary of ["List crates", "Use your token to list crates", "For authenticated users only"])
    equal(understood(list(`"${summary}"`)).owner, undefined, summary);
});

test("a path of the caller's own lists only those, beside a list of all", () => {
  const { owner, of } = understood(
    `${list("Crates", "security: []")}\n  /members/me/crates:\n    get: { operationId: mine, ${secured}, responses: { "200": ${rows} } }`,
  );
  equal(owner?.hides, false);
  const [all, mine] = [of("all")?.behaviour, of("mine")?.behaviour];
  equal(all?.kind === "list" && all.own, undefined);
  equal(mine?.kind === "list" && mine.own, true);
});

test("a row that is refused to some is its maker's, unless roles are spoken of", () => {
  const refusing = (description: string): string =>
    `${list("Crates")}\n${item(`    delete: { operationId: drop, ${secured}, responses: { "204": { description: gone }, "403": { description: ${description} } } }`)}`;
  const { owner, of } = understood(refusing("Not yours"));
  equal(owner?.hides, false);
  equal(of("drop")?.access, "owner");
  equal(of("drop")?.refusals.strangers, 403);
  equal(understood(refusing("Only for administrators")).owner, undefined);
});

const drop = (description: string): string =>
  item(
    `    get: { operationId: one, ${secured}, responses: { "200": ${row} } }\n    delete: { operationId: drop, ${secured}, responses: { "204": { description: gone }, "403": { description: "${description}" } } }`,
  );
const forAdmins = `  /lids:\n    post: { operationId: lid, summary: Admin only, ${secured}, ${body}, responses: { "201": ${row} } }`;

test("a refusal that speaks of this one row is its owner's, though roles are spoken of elsewhere", () => {
  for (const description of [
    "Not authorized to delete this crate",
    "You do not have permission to delete this crate",
    "Access to this crate denied: no access to this crate",
  ]) {
    const { owner, of } = understood(`${list("Crates")}\n${drop(description)}\n${forAdmins}`);
    equal(owner?.hides, false, description);
    equal(of("drop")?.access, "owner", description);
    equal(of("one")?.access, "required", description);
  }
});

test("a refusal of one row that nothing explains leaves it open, rather than to everybody", () => {
  const { of } = understood(`${list("Crates")}\n${drop("Refused")}\n${forAdmins}`);
  const { behaviour } = of("drop") ?? {};
  equal(behaviour?.kind, "custom");
  match(behaviour.reason, /refuses some who are signed in with 403/);
  equal(of("one")?.behaviour.kind, "read");
});

test("who sees whose, told in one breath with roles, says that rows have owners", () => {
  const { owner, of, domain } = understood(
    `${list('"All crates (user sees own, admin sees all)"')}\n${drop("Not authorized to delete this crate")}`,
  );
  equal(owner?.hides, true);
  equal(of("all")?.behaviour.kind, "custom");
  deepEqual([of("one")?.access, of("drop")?.access], ["owner", "owner"]);
  deepEqual(
    domain.assumptions.map(({ setting }) => setting).filter((setting) => setting.startsWith("domain.owners")),
    ["domain.owners.Crate"],
  );
});

test("the caller's own rows are never shown to everybody where nothing of the caller's makes them", () => {
  const own = `  /me/crates:\n    get: { operationId: mine, ${secured}, responses: { "200": ${rows} } }`;
  const { of } = understood(own);
  const { behaviour } = of("mine") ?? {};
  equal(behaviour?.kind, "custom");
  match(behaviour.reason, /no operation of the caller's makes them/);
});

test("the owner's line settles whose rows are", () => {
  const all = list("Crates");
  equal(understood(all, { operations: {}, owners: { Crate: "caller" } }).owner?.hides, true);
  equal(understood(list("Your crates"), { operations: {}, owners: { Crate: "nobody" } }).owner, undefined);
});

test("rows that show somebody of whom nothing says who it is are left open: they would be everybody's", () => {
  const text = (author: string): string =>
    withAccounts(
      `
  /posts:
    post:
      operationId: make
      security: [{ bearer: [] }]
      requestBody: { content: { application/json: { schema: { type: object, properties: { body: { type: string } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Post" } } } } }`,
      `
    Post: { type: object, properties: { id: { type: integer }, body: { type: string }, ${author}: {} } }
`,
    );
  const reasonOf = (author: string): string | undefined => {
    const make = understandText(text(author)).operations.find(({ id }) => id === "make");
    return make?.behaviour.kind === "custom" ? make.behaviour.reason : undefined;
  };
  equal(reasonOf("author"), "whose Post rows are, author shows, and nothing says what that holds");
  equal(reasonOf("extra"), undefined);
});
