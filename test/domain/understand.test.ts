import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type DomainSettings, messagePath, noSettings } from "#domain";
import { summarise, understandText, withAccounts } from "./check.ts";

const conduit = readFileSync(new URL("../../examples/conduit/openapi.yml", import.meta.url), "utf8");

test("the Conduit contract: every operation has its behaviour", () => {
  const domain = understandText(conduit);
  assert.deepEqual(summarise(domain), [
    "POST /users/login login public",
    "POST /users register public",
    "GET /user current-account required",
    "PUT /user update-current-account required",
    "GET /profiles/{username} read optional",
    "POST /profiles/{username}/follow membership required",
    "DELETE /profiles/{username}/follow membership required",
    "GET /articles/feed list required",
    "GET /articles list optional",
    "POST /articles create required",
    "GET /articles/{slug} read optional",
    "PUT /articles/{slug} update owner",
    "DELETE /articles/{slug} delete owner",
    "GET /articles/{slug}/comments list optional",
    "POST /articles/{slug}/comments create required",
    "DELETE /articles/{slug}/comments/{id} delete owner",
    "POST /articles/{slug}/favorite membership required",
    "DELETE /articles/{slug}/favorite membership required",
    "GET /tags distinct-values public",
  ]);
});

test("the Conduit contract: profiles are a form of users, and fields are derived", () => {
  const domain = understandText(conduit);
  assert.deepEqual(
    domain.entities.map(({ name, representations }) => [name, representations.map((form) => form.name)]),
    [
      ["User", ["User", "Profile"]],
      ["Article", ["Article", "ArticleListItem"]],
      ["Comment", ["Comment"]],
    ],
  );
  const article = domain.entities[1];
  assert.deepEqual(
    article?.fields.map(({ name, meaning }) => `${name} ${meaning.kind}`),
    [
      "slug slug",
      "title scalar",
      "description scalar",
      "body scalar",
      "tagList values",
      "createdAt created-at",
      "updatedAt updated-at",
      "favorited caller-flag",
      "favoritesCount count",
      "author reference",
    ],
  );
  assert.equal(domain.accounts?.credential.prefix, "Token");
  assert.deepEqual(domain.errors.form.kind === "json" && messagePath(domain.errors.form.body), [
    "errors",
    "body",
  ]);
});

test("who may change a row is an assumption that settings overrule", () => {
  const settings = { operations: { UpdateArticle: { access: "required" as const } } };
  const domain = understandText(conduit, settings);
  const update = domain.operations.find(({ id }) => id === "UpdateArticle");
  assert.equal(update?.access, "required");
  assert.deepEqual(
    domain.assumptions.map(({ id, setting, chosen }) => [id, setting, chosen]),
    [
      ["A1", "domain.operations.UpdateArticle.access", "required"],
      ["A2", "domain.operations.DeleteArticle.access", "owner"],
      ["A3", "domain.operations.DeleteArticleComment.access", "owner"],
    ],
  );
});

const shelf = `
    Shelf: { type: object, required: [id, label], properties: { id: { type: integer }, label: { type: string } } }
    NewShelf: { type: object, required: [label], properties: { label: { type: string } } }
`;

const answer = (schema: string, status = "200") =>
  `responses: { "${status}": { description: ok, content: { application/json: { schema: { ${schema} } } } } }`;

test("what is about the caller asks for a credential, even where the contract or the owner lets strangers in", () => {
  const ids = ["GetCurrentUser", "UpdateCurrentUser", "CreateArticle", "GetArticlesFeed"];
  const accesses = (text: string, settings?: DomainSettings) => {
    const { operations } = understandText(text, settings);
    return ids.map((id) => operations.find((operation) => operation.id === id)?.access);
  };
  const closed = "security:\n        - Token: [ ]";
  const open = conduit.replaceAll(closed, "security:\n        - {}\n        - Token: [ ]");
  assert.notEqual(open, conduit);
  assert.deepEqual(accesses(open).slice(0, 2), ["required", "required"]);
  const operations = Object.fromEntries(ids.map((id) => [id, { access: "public" as const }]));
  const settings = { ...noSettings, operations };
  assert.deepEqual(accesses(conduit, settings), ["required", "required", "required", "required"]);
});

test("a path parameter that nothing binds leaves the operation open", () => {
  const domain = understandText(
    withAccounts(
      `  /rooms/{room}/shelves/{id}:
    get:
      operationId: readShelf
      parameters: [{ name: room, in: path, required: true, schema: { type: string } }, { name: id, in: path, required: true, schema: { type: integer } }]
      ${answer('$ref: "#/components/schemas/Shelf"')}`,
      shelf,
    ),
  );
  const read = domain.operations.at(-1);
  assert.equal(read?.behaviour.kind, "custom");
  assert.match(read?.evidence.statement ?? "", /room/);
});

test("a query parameter that nothing binds leaves the list open, and one that names a field filters", () => {
  const list = (parameter: string) =>
    understandText(
      withAccounts(
        `  /shelves:
    get:
      operationId: listShelves
      parameters: [{ name: ${parameter}, in: query, schema: { type: string } }]
      ${answer('type: array, items: { $ref: "#/components/schemas/Shelf" }')}`,
        shelf,
      ),
    ).operations.at(-1)?.behaviour;
  assert.equal(list("colour")?.kind, "custom");
  const bound = list("label");
  assert.deepEqual(bound?.kind === "list" && bound.filters.map(({ by }) => by), [
    { kind: "field", field: "label" },
  ]);
});

test("a pair of POST and DELETE without bodies is a membership, its flag found by word or by being the only one", () => {
  const paths = (tail: string) => `  /shelves/{id}:
    get:
      operationId: readShelf
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      ${answer('$ref: "#/components/schemas/Watched"')}
  /shelves/{id}/${tail}:
    post:
      operationId: add
      security: [{ bearer: [] }]
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      ${answer('$ref: "#/components/schemas/Watched"')}
    delete:
      operationId: remove
      security: [{ bearer: [] }]
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      ${answer('$ref: "#/components/schemas/Watched"')}`;
  const schemas = `
    Watched: { type: object, required: [id, watched, watchersCount], properties: { id: { type: integer }, watched: { type: boolean }, watchersCount: { type: integer } } }
`;
  const [relation] = understandText(withAccounts(paths("watch"), schemas)).relations;
  assert.deepEqual([relation?.flag, relation?.count], ["watched", "watchersCount"]);
  const [other] = understandText(withAccounts(paths("pin"), schemas)).relations;
  assert.deepEqual([other?.flag, other?.count], ["watched", undefined]);
  // Who signs in is answered by a schema that no row is kept of, so there is nobody to be a member.
  const strangers = withAccounts(paths("watch"), schemas).replace(
    /("200": \{ description: in, .*?schema: )\{ \$ref: "#\/components\/schemas\/Member" \}/,
    "$1{ type: object, additionalProperties: { type: integer } }",
  );
  const domain = understandText(strangers);
  assert.deepEqual(domain.relations, []);
  assert.ok(domain.operations.every(({ behaviour }) => behaviour.kind !== "membership"));
});

test("a report that lists some of what is kept of other rows lists those rows", () => {
  const row = `{ type: object, required: [id, label, weight], properties: { id: { type: string, format: uuid }, label: { type: string }, weight: { type: integer } } }`;
  const report = `{ type: array, items: { type: object, properties: { id: { type: string, format: uuid }, label: { type: string } } } }`;
  const { entities, operations } = understandText(`openapi: 3.1.0
info: { title: Yard, version: "1" }
paths:
  /crates:
    post: { operationId: make, requestBody: { required: true, content: { application/json: { schema: { type: object, required: [label, weight], properties: { label: { type: string }, weight: { type: integer } } } } } }, responses: { "201": { description: made, content: { application/json: { schema: ${row} } } } } }
  /reports/crate-labels:
    get: { operationId: labels, responses: { "200": { description: all, content: { application/json: { schema: ${report} } } } } }
`);
  assert.deepEqual(
    entities.map(({ name }) => name),
    ["Crate"],
  );
  assert.deepEqual(
    operations.map(({ behaviour }) => behaviour.kind),
    ["create", "list"],
  );
});

test("a path that says that something is changed makes no row, whatever it takes and answers", () => {
  const kindAt = (path: string): string | undefined =>
    summarise(
      understandText(`openapi: 3.1.0
info: { title: Yard, version: "1" }
paths:
  ${path}:
    post:
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Crate" } } } }
      responses: { "200": { description: done, content: { application/json: { schema: { $ref: "#/components/schemas/Crate" } } } } }
components: { schemas: { Crate: { type: object, properties: { label: { type: string } } } } }
`),
    )[0];
  assert.equal(kindAt("/crates/update"), "POST /crates/update custom public");
  assert.equal(kindAt("/crates/batchEdit"), "POST /crates/batchEdit custom public");
  assert.equal(kindAt("/crates/updates"), "POST /crates/updates create public");
});
