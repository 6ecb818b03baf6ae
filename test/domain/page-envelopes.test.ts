import assert from "node:assert/strict";
import { test } from "node:test";
import { summarise, understandText } from "./check.ts";

const id = "parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]";
const page = (name = "Page") =>
  `responses: { "200": { description: well, content: { application/json: { schema: { $ref: "#/components/schemas/${name}" } } } } }`;
const contract = (paths: string) => `openapi: 3.1.0
info: { title: Pages, version: "1" }
paths:
${paths}
components:
  schemas:
    Page: { type: object, required: [title, user], properties: { title: { type: string }, locale: { type: string }, user: {} } }
`;

test("what stands around rows of unlike nouns and has a place for anything is no row of one table", () => {
  const domain = understandText(
    contract(`  /teams/{id}: { get: { ${id}, ${page()} } }\n  /contests/{id}: { get: { ${id}, ${page()} } }`),
  );
  assert.deepEqual(domain.entities, []);
  assert.deepEqual(summarise(domain), ["GET /teams/{id} custom public", "GET /contests/{id} custom public"]);
});

test("rows that are called after what they are may have a place for anything", () => {
  const domain = understandText(
    contract(
      `  /pages/{id}: { get: { ${id}, ${page()} } }\n  /teams/{id}/page: { get: { ${id}, ${page()} } }`,
    ),
  );
  assert.deepEqual(
    domain.entities.map(({ name }) => name),
    ["Page"],
  );
});
