import assert from "node:assert/strict";
import { test } from "node:test";
import { readContract } from "#contract";
import { understand } from "#domain";

/** What is served beside JSON where a recipe is sent and answered in one more media type, and what is told of it. */
function served(
  schema: string,
  type = "application/xml",
  more = "",
): {
  readonly taken: readonly string[];
  readonly answered: readonly string[];
  readonly told: readonly string[];
} {
  const content = `{ application/json: { schema: ${schema} }, "${type}": { schema: ${schema}${more} } }`;
  const { value, findings } = readContract(
    "kitchen.yaml",
    `openapi: 3.1.0
info: { title: Kitchen, version: "1" }
paths:
  /recipes:
    post:
      operationId: write
      requestBody: { required: true, content: ${content} }
      responses: { "201": { description: written, content: ${content} } }
components:
  schemas:
    Recipe:
      type: object
      required: [id, title]
      properties:
        id: { type: integer, readOnly: true }
        title: { type: string }
        steps: { type: array, items: { type: string, xml: { name: step } }, xml: { wrapped: true } }
        author: { $ref: "#/components/schemas/Author" }
    Author: { type: object, properties: { name: { type: string } } }
    Other: { type: object, required: [id, title], properties: { id: { type: integer, readOnly: true }, title: { type: string } } }
`,
  );
  assert.deepEqual(
    findings.filter(({ severity }) => severity === "error"),
    [],
  );
  assert.ok(value);
  const understood = understand(value);
  const media = understood.value.operations[0]?.media;
  const told = understood.findings.map(({ severity, message, span }) => {
    assert.equal(severity, "note");
    assert.equal(span?.file, "kitchen.yaml");
    return message;
  });
  return { taken: media?.taken ?? [], answered: media?.answered ?? [], told };
}

const recipe = '{ $ref: "#/components/schemas/Recipe" }';
const withProperty = (property: string): string =>
  `{ type: object, required: [id, title], properties: { id: { type: integer, readOnly: true }, title: { type: string }, extra: ${property} } }`;

test("XML is taken and answered", () => {
  assert.deepEqual(served(recipe), { taken: ["application/xml"], answered: ["application/xml"], told: [] });
  assert.deepEqual(served(recipe, "text/xml").taken, ["text/xml"]);
  assert.deepEqual(served(recipe, "application/vnd.kitchen+xml").answered, ["application/vnd.kitchen+xml"]);
});

test("forms are taken, and never answered", () => {
  const { taken, answered, told } = served(recipe, "application/x-www-form-urlencoded");
  assert.deepEqual(taken, ["application/x-www-form-urlencoded"]);
  assert.deepEqual(answered, []);
  assert.deepEqual(told, [
    "POST /recipes: answers as application/x-www-form-urlencoded are not served: only JSON and XML are answered",
  ]);
});

test("other media types are told", () => {
  const { taken, told } = served(recipe, "application/yaml");
  assert.deepEqual(taken, []);
  assert.equal(told.length, 2);
  assert.match(told[0] ?? "", /only JSON, XML and forms are taken/);
});

for (const [property, reason] of [
  ["{ oneOf: [{ type: string }, { type: integer }] }", /extra may be of several kinds/],
  ["{ type: object, additionalProperties: { type: string } }", /extra holds what is not declared/],
  ["{ type: array, items: { type: array, items: { type: string } } }", /extra is a list of lists/],
  ["{ type: string, xml: { name: 'no name' } }", /"no name" is no name of an element/],
  ["{ type: string, xml: { name: title } }", /two properties that are spelled title/],
  ["{ type: string, xml: { prefix: p } }", /extra has a prefix without a namespace/],
  ["{ type: array, items: { type: string }, xml: { attribute: true } }", /extra is to be an attribute/],
] as const)
  test(`no XML of ${property}`, () => {
    const { taken, answered, told } = served(withProperty(property));
    assert.deepEqual([taken, answered], [[], []]);
    assert.equal(told.length, 2);
    for (const message of told) assert.match(message, reason);
  });

for (const [encoding, reason] of [
  ["{ steps: { style: pipeDelimited, explode: false } }", undefined],
  ["{ author: { style: deepObject, explode: true } }", undefined],
  ["{ author: { style: form, explode: true } }", /author is spread over the form/],
  ["{ author: { contentType: application/xml } }", /author is to travel as application\/xml/],
] as const)
  test(`a form with ${encoding}`, () => {
    const { taken, told } = served(recipe, "application/x-www-form-urlencoded", `, encoding: ${encoding}`);
    assert.equal(taken.length, reason ? 0 : 1);
    assert.equal(
      told.some((message) => reason?.test(message)),
      reason !== undefined,
    );
  });
