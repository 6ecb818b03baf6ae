import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { type Contract, printOpenapi, readContract } from "#contract";
import { readAnyhow, readFine, schemaDocument } from "../check.ts";
import { assertEqualButPlaces } from "../same-contract.ts";

const documents = new URL("../documents/", import.meta.url);

/** What reading the printed contract gives is the contract, answers sorted by status: keys that are numbers have no order. */
function assertRoundTrip(contract: Contract): void {
  const again = readContract("again.json", JSON.stringify(printOpenapi(contract)));
  assert.ok(again.value);
  const events = { events: contract.events };
  assertEqualButPlaces(sorted({ ...again.value, ...events }), sorted({ ...contract, label: "OpenAPI 3.1" }));
}

function sorted(contract: Contract): Contract {
  const order = (one: { readonly status: string }, other: { readonly status: string }) =>
    one.status < other.status ? -1 : 1;
  const operations = contract.operations.map((each) => ({
    ...each,
    responses: each.responses.toSorted(order),
  }));
  return { ...contract, operations };
}

for (const path of readdirSync(documents, { recursive: true, encoding: "utf8" })) {
  if (!/^[^/]+\/openapi\.ya?ml$/.test(path)) continue;
  test(`${path}, printed, says the same`, () => {
    const { value } = readContract(path, readFileSync(new URL(path, documents), "utf8"), (name) => {
      return readFileSync(new URL(name, documents), "utf8");
    });
    assert.ok(value && value.operations.length > 0);
    assertRoundTrip(value);
  });
}

const schemas: readonly string[] = [
  "{type: [string, 'null'], enum: [a, null], default: null, examples: [a]}",
  "{type: 'null'}",
  "{anyOf: [{$ref: '#/components/schemas/B'}, {type: 'null'}], description: of B}",
  "{anyOf: [{$ref: '#/components/schemas/B'}, {type: string}, {type: 'null'}]}",
  "{oneOf: [{allOf: [{$ref: '#/components/schemas/B'}, {type: object}]}, {type: 'null'}], title: T}",
  "{anyOf: [{type: string, maxLength: 3}, {type: 'null'}], minLength: 1}",
  "{anyOf: [{const: 1}, {type: 'null'}]}",
  "{anyOf: [{}, {type: 'null'}]}",
  "{anyOf: [{}, {type: 'null'}], x-keelback-unknown: nothing says it}",
  "{$ref: '#/components/schemas/B', description: beside, readOnly: false}",
  "{$ref: '#/components/schemas/B'}",
  "{enum: []}",
  "{enum: [1, two, null]}",
  "{type: object, required: [a, b], properties: {a: {type: integer, exclusiveMinimum: 0}, __proto__: {}}, additionalProperties: {type: number}}",
  "{oneOf: [{$ref: '#/components/schemas/B'}], discriminator: {propertyName: kind, mapping: {b: B}}, xml: {name: x, wrapped: true}}",
  "{type: array, items: {$ref: '#/components/schemas/B'}, uniqueItems: true, minItems: 1, x-keelback-unknown: a call makes it}",
];

test("schemas keep what they say, in each way to allow null", () => {
  for (const text of schemas)
    assertRoundTrip(
      readAnyhow(`${schemaDocument(text)}\n    B: {type: object, properties: {kind: {type: string}}}`),
    );
});

test("operations keep their parameters, bodies, answers and who may call them", () => {
  assertRoundTrip(
    readAnyhow(`
servers: [{url: 'https://Api.example.com/v1/'}]
paths:
  /a/{id}:
    post:
      operationId: make
      tags: [one]
      x-roles: [admin]
      x-keelback-unknown: a dependency is not in the project
      security: [{}, {oauth: [read]}]
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}}
        - {name: q, in: query, explode: false, style: pipeDelimited, schema: {type: array, items: {type: string}}, example: [a]}
        - {name: Authorization, in: header, schema: {type: string}}
      requestBody:
        required: true
        content:
          multipart/form-data: {schema: {type: object}, encoding: {f: {contentType: image/png}}, examples: {a: {value: 1}, b: {value: null}}}
      callbacks: {done: {'{$request.body#/url}': {post: {responses: {'200': {description: ok}}}}}}
      responses:
        '201': {description: made, headers: {X-Rate: {required: true, schema: {type: integer}}}, content: {application/json: {}}}
        4XX: {description: wrong}
        default: {description: else}
components:
  securitySchemes:
    oauth: {type: oauth2, description: d, flows: {password: {tokenUrl: /t, scopes: {read: to read}}}}
    key: {type: apiKey, in: header, name: X-Key}
    basic: {type: http, scheme: Basic}
`),
  );
});

test("places are printed where they are asked for", () => {
  const contract = readFine("paths:\n  /a:\n    get:\n      responses: {'200': {description: ok}}");
  const printed = JSON.stringify(printOpenapi(contract, { places: true }));
  assert.match(printed, /"x-keelback-at":"api\.yaml:5:5"/);
  assert.doesNotMatch(JSON.stringify(printOpenapi(contract)), /x-keelback-at/);
});
