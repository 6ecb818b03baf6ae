import assert from "node:assert/strict";
import { test } from "node:test";
import type { Domain, DomainSettings } from "#domain";
import { summarise, understandText } from "../check.ts";

const pot =
  "{ type: object, required: [glaze], properties: { glaze: { type: string }, height: { type: integer } } }";
const takes = (schema: string) =>
  `requestBody: { required: true, content: { application/json: { schema: ${schema} } } }`;
const ok = 'responses: { "200": { description: well } }';

interface Given {
  readonly list?: string;
  readonly make?: string;
  readonly read?: string;
  readonly change?: string;
  readonly drop?: string;
  readonly key?: string;
  readonly more?: string;
  readonly components?: string;
}

/** Pots, of whose answers nothing is said. */
function pots(
  {
    list = ok,
    make = `${takes(pot)}, responses: { "201": { description: made } }`,
    read = ok,
    change = `${takes(pot)}, ${ok}`,
    drop = 'responses: { "204": { description: gone } }',
    key = "id",
    more = "",
    components = "",
  }: Given,
  settings?: DomainSettings,
): Domain {
  return understandText(
    `openapi: 3.1.0
info: { title: Pots, version: "1" }
paths:
  /pots:
    get: { ${list} }
    post: { ${make} }
  /pots/{${key}}:
    parameters: [{ name: ${key}, in: path, required: true, schema: { type: integer } }]
    get: { ${read} }
    put: { ${change} }
    delete: { ${drop} }
${more}
${components}
`,
    settings,
  );
}

const derived = [
  "GET /pots list public",
  "POST /pots create public",
  "GET /pots/{id} read public",
  "PUT /pots/{id} update public",
  "DELETE /pots/{id} delete public",
];

test("questions whose answers nobody describes answer the rows that are made", () => {
  const domain = pots({});
  assert.deepEqual(summarise(domain), derived);
  const [entity] = domain.entities;
  assert.equal(entity?.name, "Pot");
  assert.deepEqual(
    entity.representations.map(({ fields }) => fields.map(({ field }) => field)),
    [["id", "glaze", "height"]],
  );
});

test("it is told, and one line of the owner's leaves them open", () => {
  const [told] = pots({}).assumptions;
  assert.equal(told?.setting, "domain.undescribed");
  assert.match(told.text, /^GET \/pots and 3 more answer rows, but for passwords/);
  const open = pots({}, { operations: {}, undescribed: "open" });
  assert.equal(open.operations[0]?.behaviour.kind, "custom");
  assert.deepEqual(open.assumptions, []);
});

test("content that says no more than that there is some is not described either", () => {
  for (const schema of ["", "schema: {}", "schema: { type: object }"]) {
    const list = `responses: { "200": { description: all, content: { application/json: { ${schema} } } } }`;
    assert.deepEqual(summarise(pots({ list })), derived, schema);
  }
});

test("so it is with the place for what is answered in an object that tells how it went", () => {
  const told = '{ $ref: "#/components/schemas/Told" }';
  const answers = (status: number) =>
    `responses: { "${status}": { description: well, content: { application/json: { schema: ${told} } } } }`;
  const domain = pots({
    list: answers(200),
    make: `${takes(pot)}, ${answers(201)}`,
    read: answers(200),
    change: `${takes(pot)}, ${answers(200)}`,
    components:
      "components: { schemas: { Told: { type: object, properties: { code: { type: integer, example: 200 }, message: { type: string }, data: {} } } } }",
  });
  assert.deepEqual(summarise(domain), derived);
  const [list, make, , , remove] = domain.operations;
  const parts = list?.behaviour.kind === "list" ? list.behaviour.answer.parts : [];
  assert.deepEqual(
    parts.map(({ name, tells }) => [name, tells.kind]),
    [
      ["code", "constant"],
      ["message", "constant"],
      ["data", "rows"],
    ],
  );
  assert.equal(make?.behaviour.kind === "create" && make.behaviour.answer.envelope, "data");
  assert.equal(remove?.behaviour.kind, "delete");
});

test("where the questions are described, only new rows are shown besides", () => {
  const one = `responses: { "200": { description: one, content: { application/json: { schema: { type: object, required: [id, glaze], properties: { id: { type: integer }, glaze: { type: string } } } } } } }`;
  const all = `responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { type: object, required: [id, glaze], properties: { id: { type: integer }, glaze: { type: string } } } } } } } }`;
  const domain = pots({ list: all, read: one });
  const shown = ["POST", "PUT"].map((method) => {
    const behaviour = domain.operations.find(
      (operation) => operation.method === method.toLowerCase(),
    )?.behaviour;
    return behaviour && "answer" in behaviour ? behaviour.answer.representation : undefined;
  });
  assert.deepEqual(shown, ["Pot", undefined]);
  assert.match(domain.assumptions[0]?.text ?? "", /^POST \/pots answers rows/);
});

test("what another operation of the collection answers says what a row is", () => {
  const change = `${takes(pot)}, responses: { "200": { description: changed, content: { application/json: { schema: { $ref: "#/components/schemas/Jar" } } } } }`;
  const components = `components: { schemas: { Jar: { type: object, required: [id], properties: { id: { type: integer }, glaze: { type: string }, weight: { type: number, readOnly: true } } } } }`;
  const domain = pots({ change, components });
  const [list] = domain.operations;
  assert.equal(list?.behaviour.kind, "list");
  const [entity] = domain.entities;
  assert.deepEqual(
    entity?.representations.map(({ schema }) => schema.name),
    ["Jar"],
  );
});

test("a path that selects by what is no identity and no field stays open", () => {
  assert.deepEqual(
    pots({ key: "shelf" })
      .operations.map(({ behaviour }) => behaviour.kind)
      .slice(0, 4),
    ["custom", "custom", "custom", "custom"],
  );
  assert.equal(pots({ key: "glaze" }).entities[0]?.identity.field, "glaze");
});

test("rows of a shared schema that are made below others are of the same entity", () => {
  const named = '{ $ref: "#/components/schemas/Handle" }';
  const more = `  /pots/{id}/handles:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    post: { ${takes(named)}, responses: { "201": { description: made } } }
  /handles:
    get: { ${ok} }
  /handles/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    put: { ${takes(named)}, ${ok} }`;
  const components = `components: { schemas: { Handle: { type: object, properties: { curve: { type: string } } } } }`;
  const domain = pots({ more, components });
  assert.deepEqual(summarise(domain).slice(5), [
    "POST /pots/{id}/handles create public",
    "GET /handles list public",
    "PUT /handles/{id} update public",
  ]);
  assert.equal(domain.entities.length, 2);
});

const doors = (scheme: string): string => `
  /auth/join:
    post: { ${takes('{ $ref: "#/components/schemas/Potter" }')}, responses: { "201": { description: joined } } }
  /auth/login:
    post: { ${takes("{ type: object, required: [email, password], properties: { email: { type: string }, password: { type: string } } }")}, ${ok} }
  /auth/me:
    get: { security: [{ door: [] }], ${ok} }
components:
  securitySchemes: { door: ${scheme} }
  schemas: { Potter: { type: object, required: [email, password], properties: { email: { type: string }, name: { type: string }, password: { type: string } } } }`;

test("signing in answers an access token where the contract has bearer tokens, and accounts are shown without passwords", () => {
  const domain = pots({ more: doors("{ type: http, scheme: bearer }") });
  assert.deepEqual(summarise(domain).slice(5), [
    "POST /auth/join register public",
    "POST /auth/login login public",
    "GET /auth/me current-account required",
  ]);
  const account = domain.entities.find(({ name }) => name === "Potter");
  assert.deepEqual(
    account?.representations.map(({ fields }) => fields.map(({ field }) => field)),
    [["id", "email", "name"]],
  );
});

test("without them nothing is guessed of signing in", () => {
  const domain = pots({ more: doors("{ type: apiKey, in: cookie, name: clay }") });
  assert.deepEqual(
    domain.operations.slice(5).map(({ behaviour }) => behaviour.kind),
    ["custom", "custom", "custom"],
  );
});

/** Jars that are listed and deleted, with these fields. */
function jars(fields: string, key = "id"): Domain {
  return understandText(`openapi: 3.1.0
info: { title: Jars, version: "1" }
paths:
  /jars:
    get: { responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Jar" } } } } } } }
    post: { ${takes('{ $ref: "#/components/schemas/Jar" }')}, responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Jar" } } } } } }
  /jars/{${key}}:
    parameters: [{ name: ${key}, in: path, required: true, schema: { type: integer } }]
    delete: { responses: { "204": { description: gone } } }
components: { schemas: { Jar: { type: object, ${fields} } } }
`);
}

test("rows show the identity that paths select them by, where the contract shows none", () => {
  const shownBy = (fields: string, key?: string): readonly string[] =>
    jars(fields, key).entities[0]?.representations[0]?.fields.map(({ field }) => field) ?? [];
  assert.deepEqual(shownBy("properties: { lid: { type: string } }"), ["id", "lid"]);
  assert.match(jars("properties: { lid: { type: string } }").assumptions[0]?.text ?? "", /^Jar shows its id/);
  for (const [fields, key] of [
    ["properties: { jarId: { type: integer }, lid: { type: string } }", "jarId"],
    ["properties: { jar_id: { type: integer }, lid: { type: string } }", "id"],
    ["properties: { lid: { type: string } }, additionalProperties: false", "id"],
    ["properties: { lid: { type: string } }", "shelf"],
  ] as const)
    assert.equal(shownBy(fields, key).includes("id"), false, fields);
});

test("a change that answers JSON of which nothing is said answers that all went well", () => {
  const any = 'responses: { "200": { description: well, content: { application/json: { schema: {} } } } }';
  const { operations } = pots({ drop: any });
  const gone = operations.find(({ method }) => method === "delete")?.behaviour;
  assert.equal(gone?.kind, "delete");
  const told = gone && "answer" in gone && "telling" in gone.answer ? gone.answer.telling?.parts : undefined;
  assert.deepEqual(
    told?.map(({ name }) => name),
    ["message"],
  );
  // Where no content is declared, nothing is answered.
  const silent = pots({ drop: ok }).operations.find(({ method }) => method === "delete");
  assert.ok(silent && "answer" in silent.behaviour && !("telling" in silent.behaviour.answer));
});

test("a list of anything is a list of which nothing is said", () => {
  const schema = "{ type: array, items: { type: object } }";
  const list = `responses: { "200": { description: well, content: { application/json: { schema: ${schema} } } } }`;
  assert.ok(summarise(pots({ list })).includes("GET /pots list public"));
});
