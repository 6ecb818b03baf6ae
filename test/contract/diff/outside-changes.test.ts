import assert from "node:assert/strict";
import { test } from "node:test";
import { leanDocument, readContract, readOutsideChanges } from "#contract";

const document = (schema: string) => `openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /orders:
    post:
      security: []
      requestBody:
        content:
          application/json:
            schema: {type: object, properties: {note: {type: string, pattern: '${schema}'}}}
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: {type: object, additionalProperties: false, properties: {id: {type: string}}}
`;

function classesOf(id: string, level: number, text: string, before = "^a*$", after = "^a+$"): string {
  const [was, is] = [before, after].map((pattern) => readContract("shop.yaml", document(pattern)).value);
  assert.ok(was && is);
  const entry = { id, level, text, operation: "POST", path: "/orders" };
  const changes = readOutsideChanges(JSON.stringify([entry]), was, is);
  return (changes ?? [])
    .map((each) => `${each.item} ${each.consumer}/${each.provider} ${each.before?.line}`)
    .join();
}

test("a further property of a closed answer is risky, and one that is gone breaks both", () => {
  const added = "added the optional property `note` to the response with the `200` status";
  assert.equal(classesOf("response-optional-property-added", 1, added), "POST /orders risky/safe 16");
  const gone = "removed the optional property `id` from the response with the `200` status";
  assert.equal(classesOf("response-optional-property-removed", 2, gone), "POST /orders breaking/breaking 16");
});

test("of two patterns the wider is found by texts that the other refuses", () => {
  const changed = "changed the pattern of the request property `note` from `^a*$` to `^a+$`";
  const kind = "request-property-pattern-changed";
  assert.equal(classesOf(kind, 2, changed), "POST /orders breaking/safe 10");
  assert.equal(classesOf(kind, 2, changed, "^a+$", "^a*$"), "POST /orders safe/breaking 10");
  assert.equal(classesOf(kind, 2, changed, "^a$", "^b$"), "POST /orders breaking/breaking 10");
});

test("a type that becomes wider breaks who reads it, and a narrower one who gives it", () => {
  const told = (from: string, to: string) =>
    `the \`id\` response's property type/format changed from \`${from}\`/\`\` to \`${to}\`/\`\` for status \`200\``;
  const kind = "response-property-type-changed";
  assert.equal(classesOf(kind, 3, told("integer", "number")), "POST /orders breaking/safe 16");
  assert.equal(classesOf(kind, 3, told("number", "integer")), "POST /orders safe/breaking 16");
  assert.equal(classesOf(kind, 3, told("number", "string")), "POST /orders breaking/breaking 16");
});

test("what is no promise is no change, and what is no changelog is told apart", () => {
  assert.equal(classesOf("api-tag-removed", 1, "api tag `x` removed"), "");
  const { value } = readContract("shop.yaml", document("a"));
  assert.ok(value);
  assert.equal(readOutsideChanges("{", value, value), undefined);
  assert.deepEqual(readOutsideChanges("", value, value), []);
});

test("a lean document has promises alone, and properties that are called like words for people", () => {
  const lean = leanDocument({
    openapi: "3.0.0",
    tags: [{ name: "x", description: {} }],
    paths: {},
    components: {
      schemas: {
        A: { description: "words", example: 1, "x-a": 1, properties: { description: { type: "string" } } },
        B: { $ref: "https://elsewhere.example/b.yaml" },
      },
    },
  });
  assert.deepEqual(Object.keys(lean as object), ["openapi", "info", "paths", "components"]);
  assert.match(JSON.stringify(lean), /"properties":\{"description":\{"type":"string"\}\}/);
  assert.doesNotMatch(JSON.stringify(lean), /elsewhere|example|x-a/);
});
