import assert from "node:assert/strict";
import { test } from "node:test";
import type { Behaviour, Domain } from "#domain";
import { understandText } from "./check.ts";

/** Bees, of which one is read and taken away: what stands beside it there, and what is answered then. */
function bees(beside: string, gone: string): Domain {
  return understandText(`openapi: 3.1.0
info: { title: Bees, version: "2.1" }
paths:
  /bees:
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [call], properties: { call: { type: string } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Bee" } } } } }
  /bees/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get:
      responses: { "200": { description: one, content: { application/json: { schema: { type: object, properties: { ${beside}data: { $ref: "#/components/schemas/Bee" } } } } } } }
    delete:
      responses: { "200": { description: gone, content: { application/json: { schema: { type: object, properties: { ${gone} } } } } } }
components:
  schemas:
    Bee: { type: object, required: [id, call], properties: { id: { type: integer }, call: { type: string } } }
`);
}

const code = "code: { type: integer, example: 200 }, ";
const message = "message: { type: string, example: Here you are }, ";
const title = "title: { type: string, example: success }, ";

type Answer = Extract<Behaviour, { readonly kind: "read" | "delete" }>["answer"];

function answerOf(domain: Domain, kind: "read" | "delete"): Answer | undefined {
  for (const { behaviour } of domain.operations) if (behaviour.kind === kind) return behaviour.answer;
  return undefined;
}

function fields({ entities }: Domain): readonly string[] {
  return entities.flatMap((entity) => entity.fields.map(({ name }) => name));
}

test("a heading beside a code and a message is told, as its example says it", () => {
  const told = answerOf(bees(`${code}${title}${message}`, message), "read")?.constants;
  assert.deepEqual(
    told?.map(({ name, value }) => [name, value]),
    [
      ["code", 200],
      ["title", "success"],
      ["message", "Here you are"],
    ],
  );
});

test("where it is all that is answered, rows keep nothing of it", () => {
  const domain = bees("", `${code}${title}${message}`);
  assert.deepEqual(
    answerOf(domain, "delete")?.telling?.parts.map(({ name }) => name),
    ["code", "title", "message"],
  );
  assert.deepEqual(fields(domain), ["id", "call"]);
});

test("a title alone is no heading", () => {
  const domain = bees("", title);
  assert.equal(answerOf(domain, "delete")?.telling, undefined);
});

test("a sentence under the name of contents is told beside a status, and kept nowhere", () => {
  const domain = bees(
    "",
    "status: { type: integer, example: 200 }, data: { type: string, example: The bee is gone }",
  );
  assert.deepEqual(
    answerOf(domain, "delete")?.telling?.parts.map(({ is }) => is.kind === "constant" && is.value),
    [200, "The bee is gone"],
  );
  assert.deepEqual(fields(domain), ["id", "call"]);
});

/** What is said of a service whose version is 2.1. */
function said(example: string): unknown {
  const [operation] = understandText(`openapi: 3.1.0
info: { title: Bees, version: "2.1" }
paths:
  /version:
    get:
      responses: { "200": { description: it, content: { application/json: { schema: { type: object, properties: { version: { type: string }, message: { type: string, example: ${example} } } } } } } }
`).operations;
  const telling =
    operation?.behaviour.kind === "describe-service" ? operation.behaviour.answer.telling : undefined;
  const is = telling?.parts.find(({ name }) => name === "message")?.is;
  return is?.kind === "constant" ? is.value : is?.kind;
}

test("a sentence about a service names the version that it has", () => {
  assert.equal(said("Bees v1.0.3"), "Bees v2.1");
  assert.equal(said("Many bees"), "Many bees");
  assert.equal(said("Bees 1.0 on Hive 3.2"), "left-out");
});
