import { deepEqual, equal, match } from "node:assert/strict";
import { test } from "node:test";
import { understandText, withAccounts } from "./check.ts";

const crate =
  "    Crate: { type: object, required: [id, label], properties: { id: { type: string, format: uuid }, label: { type: string } } }";
const one = `{ description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Crate" } } } }`;

function crates(description: string, more = "", answer = one): string {
  return withAccounts(
    `  /crates:
    post:
      security: [{ bearer: [] }]
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [label], properties: { label: { type: string } } } } } }
      responses: { "201": ${one} }
  /crates/{crate_id}:
    delete:
      operationId: drop
      description: ${JSON.stringify(description)}
      security: [{ bearer: [] }]
      parameters: [{ name: crate_id, in: path, required: true, schema: { type: string, format: uuid } }]
      responses: { "200": ${answer} }
${more}`,
    crate,
  );
}

function dropOf(text: string) {
  const domain = understandText(text);
  const behaviour = domain.operations.find(({ id }) => id === "drop")?.behaviour;
  const entity = domain.entities.find(({ name }) => name === "Crate");
  return { behaviour, entity };
}

test("words say that a deleted row is only marked", () => {
  for (const words of [
    "Soft delete a crate",
    "Crates are soft-deleted",
    "It is marked as deleted",
    "Not physically removed",
  ]) {
    const { behaviour, entity } = dropOf(crates(words));
    equal(behaviour?.kind === "delete" && behaviour.softly, true, words);
    equal(entity?.keepsDeleted !== undefined, true, words);
  }
  const { behaviour, entity } = dropOf(crates("Deletes a crate"));
  equal(behaviour?.kind === "delete" && behaviour.softly, undefined);
  equal(entity?.keepsDeleted, undefined);
});

test("what hangs on a row keeps it from being only marked", () => {
  const below = `  /crates/{crate_id}/labels:
    post:
      parameters: [{ name: crate_id, in: path, required: true, schema: { type: string, format: uuid } }]
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [text], properties: { text: { type: string } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { type: object, required: [id, text], properties: { id: { type: integer }, text: { type: string } } } } } } }`;
  const { behaviour } = dropOf(crates("Soft delete", below));
  match(behaviour?.kind === "custom" ? behaviour.reason : "", /below one that is only marked/);
});

test("a service elsewhere leaves an operation open, and its answer makes no rows", () => {
  const text = crates("Deletes a crate").replace(
    "/crates/{crate_id}:\n    delete:",
    `/crates/import:
    get:
      operationId: fetch
      summary: Search crates of an external provider
      responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { type: object, required: [ref], properties: { ref: { type: string } } } } } } } }
  /crates/{crate_id}:\n    delete:`,
  );
  const { operations, entities } = understandText(text);
  const fetch = operations.find(({ id }) => id === "fetch")?.behaviour;
  match(fetch?.kind === "custom" ? fetch.reason : "", /external provider/);
  deepEqual(
    entities.find(({ name }) => name === "Crate")?.fields.map(({ name }) => name),
    ["id", "label"],
  );
});

test("but words that deny it do not", () => {
  const { behaviour } = dropOf(crates("Deletes a crate, without telling any external service"));
  equal(behaviour?.kind, "delete");
});
