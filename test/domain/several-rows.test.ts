import assert from "node:assert/strict";
import { test } from "node:test";
import type { Behaviour } from "#domain";
import { understandText, withAccounts } from "./check.ts";

interface Given {
  readonly path: string;
  readonly method?: string;
  readonly said?: string;
  /** Schema of the body. */
  readonly body?: string;
  readonly answer?: string;
}

const keys =
  "{ type: object, required: [ids], properties: { ids: { type: array, items: { type: integer } } } }";
const crate = "content: { application/json: { schema: { $ref: '#/components/schemas/Crate' } } }";
const given = "content: { application/json: { schema: { $ref: '#/components/schemas/NewCrate' } } }";

/** Crates, also below a hall, of which one operation does something to several. */
function crates({ path, method = "post", said = "", body, answer }: Given): string {
  const parameter = path.includes("{hallId}")
    ? "parameters: [{ name: hallId, in: path, required: true, schema: { type: integer } }]"
    : "";
  const more = `    ${method}:
      operationId: say
      summary: "${said}"
      ${parameter}
      ${body === undefined ? "" : `requestBody: { required: true, content: { application/json: { schema: ${body} } } }`}
      responses: { "200": { description: done ${answer === undefined ? "" : `, content: { application/json: { schema: ${answer} } }`} } }
`;
  const own = path === "/crates" || path === "/halls/{hallId}/lamps" ? "" : `  ${path}:\n${more}`;
  const hall = "[{ name: hallId, in: path, required: true, schema: { type: integer } }]";
  return `openapi: 3.1.0
info: { title: Halls, version: "1" }
paths:
  /halls:
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [name], properties: { name: { type: string } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Hall" } } } } }
  /halls/{hallId}:
    get:
      parameters: ${hall}
      responses: { "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Hall" } } } } }
  /halls/{hallId}/lamps:
    post:
      parameters: ${hall}
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [watts], properties: { watts: { type: integer } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Lamp" } } } } }
${path === "/halls/{hallId}/lamps" ? more : ""}
  /crates:
    post:
      requestBody: { required: true, ${given} }
      responses: { "201": { description: made, ${crate} } }
${path === "/crates" ? more : ""}
  /crates/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: one, ${crate} } }
${own}
components:
  schemas:
    Hall: { type: object, required: [id, name], properties: { id: { type: integer }, name: { type: string } } }
    Lamp: { type: object, required: [id, watts], properties: { id: { type: integer }, watts: { type: integer } } }
    NewCrate: { type: object, required: [label], properties: { label: { type: string } } }
    Crate: { type: object, required: [id, label, state], properties: { id: { type: integer }, label: { type: string }, state: { type: string, enum: [open, sealed, shipped] } } }
`;
}

function behaviourOf(said: Given): Behaviour | undefined {
  return understandText(crates(said)).operations.find(({ id }) => id === "say")?.behaviour;
}

test("rows go whose keys a body holds, at their collection or at words that say so", () => {
  for (const [method, path] of [
    ["delete", "/crates"],
    ["delete", "/crates/batch"],
    ["post", "/crates/bulk-delete"],
    ["post", "/crates/batch/remove"],
    ["put", "/crates/delete-many"],
  ]) {
    const behaviour = behaviourOf({ method: method ?? "", path: path ?? "", body: keys });
    assert.equal(behaviour?.kind, "delete-many", path);
    assert.equal(behaviour.entity, "Crate");
    assert.equal(behaviour.keysField, "ids");
  }
});

test("the keys are no field of the rows, and a number in the answer is how many there were", () => {
  const said = {
    method: "delete",
    path: "/crates",
    body: keys,
    answer: "{ type: object, properties: { deletedCount: { type: integer } } }",
  };
  const { entities, operations } = understandText(crates(said));
  const fields = entities.find(({ name }) => name === "Crate")?.fields.map(({ name }) => name);
  assert.deepEqual(fields, ["id", "label", "state"]);
  const behaviour = operations.find(({ id }) => id === "say")?.behaviour;
  assert.ok(behaviour?.kind === "delete-many");
  assert.deepEqual(behaviour.answer.telling?.parts, [
    { name: "deletedCount", required: false, is: { kind: "rows" } },
  ]);
});

test("the keys may travel in the query, as a parameter that comes several times", () => {
  const text = crates({ method: "delete", path: "/crates/batch" });
  const keyed = (schema: string, more = ""): Behaviour | undefined =>
    understandText(
      text.replace(
        "operationId: say",
        `operationId: say\n      parameters: [{ name: crateIds, in: query, schema: ${schema} ${more}]`,
      ),
    ).operations.find(({ id }) => id === "say")?.behaviour;
  const list = "{ type: array, items: { type: integer } }";
  const found = keyed(list, "}");
  assert.ok(found?.kind === "delete-many");
  assert.equal(found.byQuery, true);
  assert.equal(keyed("{ type: string }", "}")?.kind, "custom");
  assert.equal(keyed(list, ", explode: false }")?.kind, "custom");
  assert.equal(keyed(list, "}, { name: force, in: query, schema: { type: boolean } }")?.kind, "custom");
});

test("what the keys are not, what else a body says, and other words are left open", () => {
  const texts = "{ type: object, properties: { ids: { type: array, items: { type: string } } } }";
  const more =
    "{ type: object, properties: { ids: { type: array, items: { type: integer } }, force: { type: boolean } } }";
  assert.equal(behaviourOf({ method: "delete", path: "/crates", body: texts })?.kind, "custom");
  assert.equal(behaviourOf({ method: "delete", path: "/crates", body: more })?.kind, "custom");
  assert.equal(behaviourOf({ path: "/crates/weigh", body: keys })?.kind, "custom");
  assert.equal(behaviourOf({ path: "/crates/bulk", body: keys })?.kind, "custom");
});

test("one field of those rows is set by a word below the collection", () => {
  for (const path of ["/crates/seal", "/crates/bulk-seal", "/crates/batch/mark-sealed"]) {
    const behaviour = behaviourOf({ path, body: keys });
    assert.ok(behaviour?.kind === "change-states", path);
    assert.deepEqual(behaviour.sets, [{ field: "state", to: { kind: "value", value: "sealed" } }]);
  }
});

test("all go where something says that none is to stay", () => {
  for (const [path, said] of [
    ["/crates", "Delete all crates"],
    ["/crates", "Clears the crates"],
    ["/crates/all", ""],
    ["/halls/{hallId}/lamps", "Remove the lamps of a hall"],
  ])
    assert.equal(
      behaviourOf({ method: "delete", path: path ?? "", said: said ?? "" })?.kind,
      "delete-all",
      `${path} ${said}`,
    );
});

test("where some may stay, or nothing says how many go, nothing goes", () => {
  for (const said of [
    "Delete crates",
    "Delete all shipped crates",
    "Delete all crates older than a year",
    "Delete all crates that are empty",
    "Delete all attachments",
    "Clear the cache",
    "Removes a crate",
  ])
    assert.equal(behaviourOf({ method: "delete", path: "/crates", said })?.kind, "custom", said);
});

test("accounts are not deleted so, and of rows that are somebody's only the caller's go", () => {
  const paths = `    delete:
      operationId: wipe
      summary: Delete all members
      security: [{ bearer: [] }]
      responses: { "204": { description: gone } }
  /members/me/letters:
    post:
      operationId: write
      security: [{ bearer: [] }]
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [text], properties: { text: { type: string } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Letter" } } } } }
    get:
      security: [{ bearer: [] }]
      responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Letter" } } } } } }
    delete:
      operationId: burn
      summary: Delete all my letters
      security: [{ bearer: [] }]
      responses: { "204": { description: gone } }`;
  const letter =
    "    Letter: { type: object, required: [id, text], properties: { id: { type: integer }, text: { type: string } } }\n";
  const text = withAccounts(paths.slice(paths.indexOf("  /members/me")), letter).replace(
    "  /members/login:",
    `${paths.slice(0, paths.indexOf("  /members/me"))}  /members/login:`,
  );
  const { operations } = understandText(text);
  const kind = (id: string) => operations.find((operation) => operation.id === id)?.behaviour;
  assert.equal(kind("wipe")?.kind, "custom");
  const burn = kind("burn");
  assert.ok(burn?.kind === "delete-all");
  assert.equal(burn.own, true);
});
