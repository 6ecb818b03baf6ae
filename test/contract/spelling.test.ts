import assert from "node:assert/strict";
import { test } from "node:test";
import { flattenSchema, readContract } from "#contract";
import { readSchemaText } from "./check.ts";

test("how a value is spelled in XML is read, in the words of all versions", () => {
  const all = "{ name: no, namespace: 'urn:x', prefix: p, attribute: true, wrapped: false }";
  assert.deepEqual(readSchemaText(`{ type: string, xml: ${all} }`).xml, {
    name: "no",
    namespace: "urn:x",
    prefix: "p",
    attribute: true,
    wrapped: false,
  });
  const attribute = readSchemaText("{ type: string, xml: { nodeType: attribute } }", "3.2.0");
  assert.equal(attribute.xml?.attribute, true);
  const element = readSchemaText("{ type: array, items: {}, xml: { nodeType: element } }", "3.2.0");
  assert.equal(element.xml?.wrapped, true);
  assert.equal(readSchemaText("{ type: string }").xml, undefined);
});

const shop = `openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /orders:
    post:
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: { type: object, properties: { sizes: { type: array, items: { type: string } } } }
            encoding: { sizes: { style: spaceDelimited, explode: false }, x-note: { contentType: text/plain } }
      responses: { "200": { description: ok } }
components:
  schemas:
    Plain: { type: object, properties: { a: { type: string } }, xml: { name: plain } }
    Renamed: { allOf: [{ $ref: "#/components/schemas/Plain" }], xml: { name: other } }
`;

test("encodings of forms are read, and the place wins over what it refers to", () => {
  const { value, findings } = readContract("shop.yaml", shop);
  assert.deepEqual(findings, []);
  assert.ok(value);
  const media = value.operations[0]?.requestBody?.content[0];
  assert.deepEqual(
    [...(media?.encoding ?? [])],
    [
      ["sizes", { style: "spaceDelimited", explode: false }],
      ["x-note", { contentType: "text/plain" }],
    ],
  );
  const renamed = value.schemas.get("Renamed");
  assert.ok(renamed);
  assert.equal(flattenSchema(value, renamed).xml?.name, "other");
  assert.equal(flattenSchema(value, renamed).properties.length, 1);
});
