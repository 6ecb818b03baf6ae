import { equal, match } from "node:assert/strict";
import { test } from "node:test";
import { understandText, withAccounts } from "./check.ts";

const secured = "security: [{ bearer: [] }]";
const answer = (schema: string): string =>
  `content: { application/json: { schema: { $ref: "#/components/schemas/${schema}" } } }`;
const all = (schema: string): string =>
  `content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/${schema}" } } } }`;

function reasonOf(text: string, id: string): string {
  const found = understandText(text).operations.find((operation) => operation.id === id)?.behaviour;
  return found?.kind === "custom" ? found.reason : "derived";
}

function kites(name: string, properties: string): string {
  return withAccounts(
    `  /flights/${name}:
    get: { operationId: some, ${secured}, responses: { "200": { description: all, ${all(name)} } } }`,
    `    Kite: { type: object, properties: { id: { type: integer }, label: { type: string }, status: { type: string, enum: [new, flown] } } }
    ${name}: { type: object, properties: { ${properties} } }`,
  );
}

test("rows that are others in one state, by what they are called and hold, are none of their own", () => {
  const whole = "id: { type: integer }, label: { type: string }, status: { type: string }";
  match(
    reasonOf(kites("FlownKite", `${whole}, pilot: { type: string }`), "some"),
    /are those Kite rows that are flown/,
  );
  match(reasonOf(kites("PendingKite", whole), "some"), /are those Kite rows that are pending/);
  equal(reasonOf(kites("BoxKite", whole), "some"), "derived");
  equal(reasonOf(kites("PendingKite", "id: { type: integer }, since: { type: string }"), "some"), "derived");
});

test("a key that is called after a person selects no row of another kind", () => {
  const drop = (parameter: string): string =>
    withAccounts(
      `  /follows:
    post: { operationId: make, ${secured}, requestBody: { required: true, content: { application/json: { schema: { type: object, required: [note], properties: { note: { type: string } } } } } }, responses: { "201": { description: made, ${answer("Follow")} } } }
  /follows/{${parameter}}:
    parameters: [{ name: ${parameter}, in: path, required: true, schema: { type: integer } }]
    delete: { operationId: drop, ${secured}, responses: { "204": { description: gone } } }`,
      `    Follow: { type: object, required: [${parameter}], properties: { ${parameter}: { type: integer, readOnly: true }, note: { type: string } } }`,
    );
  match(reasonOf(drop("user_to"), "drop"), /names somebody, and not one Follow/);
  equal(reasonOf(drop("follow_id"), "drop"), "derived");
});

test("files that nothing keeps are not taken away", () => {
  const drop = (more: string): string =>
    withAccounts(
      `  /files:
    get: { operationId: list, ${secured}, responses: { "200": { description: all, ${all("File")} } } }
  /files/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    delete: { operationId: drop, ${secured}, responses: { "204": { description: gone } } }
${more}`,
      "    File: { type: object, required: [id, name], properties: { id: { type: integer }, name: { type: string } } }",
    );
  const upload = `  /files/upload:
    post: { operationId: keep, ${secured}, requestBody: { content: { multipart/form-data: { schema: { type: object, properties: { file: { type: string, format: binary } } } } } }, responses: { "200": { description: kept } } }`;
  match(reasonOf(drop(upload), "drop"), /a file that keep would keep/);
});

test("what is counted is what the words name", () => {
  const counts = (words: string): string =>
    withAccounts(
      `  /rules:
    post: { operationId: make, ${secured}, requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Rule" } } } }, responses: { "201": { description: made, ${answer("Rule")} } } }
  /reports/by-type:
    get: { operationId: count, description: "${words}", ${secured}, responses: { "200": { description: counts, content: { application/json: { schema: { type: object, properties: { LEAVE: { type: integer }, COST: { type: integer } } } } } } } }`,
      "    Rule: { type: object, required: [id, type], properties: { id: { type: integer, readOnly: true }, type: { type: string, enum: [LEAVE, COST] } } }",
    );
  equal(reasonOf(counts("Count of rules by type"), "count"), "derived");
  equal(reasonOf(counts("By type"), "count"), "derived");
  match(reasonOf(counts("Count of requests by type"), "count"), /which rows it counts|belongs to no entity/);
});
