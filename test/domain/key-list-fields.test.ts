import { deepEqual, equal, match } from "node:assert/strict";
import { test } from "node:test";
import { understandText } from "./check.ts";

interface Given {
  /** What the body of a crate gives. */
  readonly gives?: string;
  readonly key?: string;
  readonly paths?: string;
}

const uuid = "{ type: string, format: uuid }";

/** Crates that name labels by a list of keys; labels come from outside. */
function readCrates({ gives = `label_ids: { type: array, items: ${uuid} }`, key = uuid, paths = "" }: Given) {
  const crate = `content: { application/json: { schema: { $ref: "#/components/schemas/Crate" } } }`;
  const domain = understandText(`openapi: 3.1.0
info: { title: Test, version: "1" }
paths:
  /labels:
    get: { operationId: labels, responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Label" } } } } } } }
  /crates:
    post:
      operationId: make
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [name], properties: { name: { type: string }, ${gives} } } } } }
      responses: { "201": { description: made, ${crate} } }
${paths}
components:
  schemas:
    Label: { type: object, required: [id, text], properties: { id: ${key}, text: { type: string } } }
    Crate: { type: object, required: [id, name], properties: { id: { type: integer }, name: { type: string }, ${gives} } }
`);
  const make = domain.operations.find(({ id }) => id === "make")?.behaviour;
  const fields = domain.entities.find(({ name }) => name === "Crate")?.fields ?? [];
  return {
    kind: make?.kind,
    reason: make?.kind === "custom" ? make.reason : "",
    names: fields.flatMap(({ namesEach }) => namesEach?.entity ?? []),
  };
}

test("a list that is called after rows and their keys names one by each", () => {
  const { kind, names } = readCrates({});
  equal(kind, "create");
  deepEqual(names, ["Label"]);
});

test("a list of something else, or called after nothing, names none", () => {
  deepEqual(readCrates({ gives: `other_ids: { type: array, items: ${uuid} }` }).names, []);
  equal(readCrates({ gives: `other_ids: { type: array, items: ${uuid} }` }).kind, "create");
  const { kind, reason } = readCrates({ gives: "label_ids: { type: array, items: { type: integer } }" });
  equal(kind, "custom");
  match(reason, /the Label rows that label_ids names are not looked up/);
});

test("rows that may go are not named: nothing would keep them", () => {
  const paths = `  /labels/{id}:
    delete:
      operationId: drop
      parameters: [{ name: id, in: path, required: true, schema: ${uuid} }]
      responses: { "204": { description: gone } }`;
  equal(readCrates({ paths }).kind, "custom");
});
