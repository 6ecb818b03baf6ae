import { deepStrictEqual, match, strictEqual } from "node:assert";
import { test } from "node:test";
import { lintStructure } from "#contract";

const payments = `openapi: 3.1.0
info: { title: Payments, version: 1.0.0, license: { name: MIT, identifier: MIT } }
servers: [{ url: https://pay.example }]
security: []
paths:
  /payments:
    post:
      operationId: pay
      summary: Pay
      requestBody:
        content:
          application/json:
            schema: { $ref: "#/components/schemas/Payment" }
            examples:
              card: { value: { source: { object: card, number: "4242" } } }
              wrong: { value: { source: { object: card, iban: "DE1" } } }
      responses: { "200": { description: paid }, "400": { description: refused } }
components:
  schemas:
    Payment:
      type: object
      properties:
        source:
          oneOf:
            - { type: object, properties: { object: { const: card }, number: { type: string } }, required: [object, number] }
            - { type: object, properties: { object: { const: bank }, iban: { type: string } }, required: [object, iban], additionalProperties: false }
`;

test("an example that fits no alternative is one finding, which says so", async () => {
  const findings = await lintStructure("docs/pay.yaml", payments, () => undefined);
  const examples = findings.filter(({ rule }) => rule === "structure/no-invalid-media-type-examples");
  strictEqual(examples.length, 1);
  match(examples[0]?.message ?? "", /exactly one schema in oneOf, and \d+ more of this example$/);
  strictEqual(examples[0]?.span?.line, 16);
});

test("what is of no example is told each by itself", async () => {
  const twice = payments.replace(
    "- { type: object, properties: { object: { const: card }",
    "- { type: object, required: [a, b], properties: { object: { const: card }",
  );
  const found = await lintStructure(
    "docs/pay.yaml",
    twice.replace(/ {12}examples:\n.*\n.*\n/, ""),
    () => undefined,
  );
  deepStrictEqual(
    found.filter(({ message }) => message.includes("more of this example")),
    [],
  );
});
