import assert from "node:assert/strict";
import { test } from "node:test";
import { summarise, understandText } from "./check.ts";

const json = (schema: string) => `content: { application/json: { schema: ${schema} } }`;
const ref = (name: string) => `{ $ref: "#/components/schemas/${name}" }`;
const one = (name: string, status = 200) =>
  `responses: { "${status}": { description: one, ${json(ref(name))} }, "404": { description: none } }`;
const all = (name: string) =>
  `responses: { "200": { description: all, ${json(`{ type: array, items: ${ref(name)} }`)} } }`;
const body = (field: string) =>
  `requestBody: { required: true, ${json(`{ type: object, required: [${field}], properties: { ${field}: { type: string } } }`)} }`;
const id = (name: string) =>
  `parameters: [{ name: ${name}, in: path, required: true, schema: { type: integer } }]`;

const contract = (paths: string) => `openapi: 3.1.0
info: { title: Inns, version: "1" }
paths:
${paths}
components:
  schemas:
    Inn: { type: object, required: [id, sign], properties: { id: { type: integer }, sign: { type: string } } }
    Room: { type: object, required: [id, view], properties: { id: { type: integer }, view: { type: string } } }
`;

test("a list in the plural and rows in the singular are one collection, also above others", () => {
  const domain = understandText(
    contract(`  /inns: { get: { ${all("Inn")} } }
  /inn: { post: { ${body("sign")}, ${one("Inn", 201)} } }
  /inn/{id}: { get: { ${id("id")}, ${one("Inn")} }, delete: { ${id("id")}, responses: { "204": { description: gone }, "404": { description: none } } } }
  /inns/{innId}/rooms: { get: { ${id("innId")}, ${all("Room")} }, post: { ${id("innId")}, ${body("view")}, ${one("Room", 201)} } }`),
  );
  assert.deepEqual(summarise(domain), [
    "GET /inns list public",
    "POST /inn create public",
    "GET /inn/{id} read public",
    "DELETE /inn/{id} delete public",
    "GET /inns/{innId}/rooms list public",
    "POST /inns/{innId}/rooms create public",
  ]);
  assert.deepEqual(
    domain.entities.map(({ name, parent }) => [name, parent?.entity]),
    [
      ["Inn", undefined],
      ["Room", "Inn"],
    ],
  );
});

test("two collections in which rows are selected stay two", () => {
  const domain = understandText(
    contract(`  /inn: { get: { ${all("Inn")} }, post: { ${body("sign")}, ${one("Inn", 201)} } }
  /inn/{id}: { get: { ${id("id")}, ${one("Inn")} } }
  /inns: { get: { ${all("Room")} }, post: { ${body("view")}, ${one("Room", 201)} } }
  /inns/{id}: { get: { ${id("id")}, ${one("Room")} } }`),
  );
  assert.deepEqual(
    domain.entities.map(({ name, collections }: { name: string; collections?: unknown }) => [
      name,
      collections,
    ]).length,
    2,
  );
  assert.equal(summarise(domain).filter((line) => line.includes("custom")).length, 0);
});
