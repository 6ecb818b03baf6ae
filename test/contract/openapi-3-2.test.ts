import assert from "node:assert/strict";
import { test } from "node:test";
import { readContract, sharedNameOf } from "#contract";
import {
  findingsOf,
  makeDocument,
  onlyOperation,
  readAnyhow,
  readFine,
  rulesOf,
  schemaNamed,
} from "./check.ts";

const version = "3.2.0";
const answer = "responses: {'200': {description: ok}}";

test("3.2 is read as 3.1, with its own label", () => {
  const contract = readFine(
    `$self: https://example.com/api.yaml
tags: [{name: a, summary: A, kind: nav}, {name: b, parent: a}]
servers: [{name: first, url: /api}]
paths:
  /a:
    get:
      tags: [b]
      parameters: [{name: c, in: cookie, style: cookie, schema: {type: [string, 'null']}}]
      responses: {'200': {summary: short, content: {application/json: {schema: {$ref: 'https://example.com/api.yaml#/components/schemas/A'}}}}}
components:
  schemas:
    A: {oneOf: [{$ref: '#/components/schemas/B'}], discriminator: {propertyName: kind, defaultMapping: B}}
    B: {$ref: '#/components/schemas/C', description: b}
    C: {type: object, xml: {nodeType: element}, properties: {kind: {type: string}, any: true}}
`,
    version,
  );
  assert.equal(contract.label, "OpenAPI 3.2");
  assert.equal(contract.basePath, "/api");
  const operation = onlyOperation(contract);
  assert.equal(operation.parameters[0]?.style, "cookie");
  const schema = operation.responses[0]?.content[0]?.schema;
  assert.equal(schema && sharedNameOf(schema), "A");
  assert.equal(schemaNamed(contract, "A").discriminator?.property, "kind");
  assert.equal(schemaNamed(contract, "B").description, "b");
});

test("a document that names its own address may have other files", () => {
  const text = makeDocument(
    `$self: https://example.com/api.yaml
paths: {/a: {get: {responses: {'200': {description: ok, content: {a/b: {schema: {$ref: 'https://example.com/api.yaml#/components/schemas/A'}}}}}}}}
components: {schemas: {A: {type: object, properties: {b: {$ref: b.yaml}}}}}
`,
    version,
  );
  const { value, findings } = readContract("api.yaml", text, () => "type: string");
  assert.deepEqual(findings, []);
  assert.equal(value?.operations.length, 1);
});

test("media types with a shared name", () => {
  const contract = readFine(
    `paths:
  /a:
    post:
      requestBody: {content: {application/json: {$ref: '#/components/mediaTypes/Again'}}}
      ${answer}
components:
  mediaTypes:
    Again: {$ref: '#/components/mediaTypes/A'}
    A: {schema: {$ref: '#/components/schemas/A'}, examples: {e: {dataValue: {a: 1}}, f: {value: 2}}}
  schemas: {A: {type: object}}
`,
    version,
  );
  const [media] = onlyOperation(contract).requestBody?.content ?? [];
  assert.equal(media?.type, "application/json");
  assert.equal(media?.schema && sharedNameOf(media.schema), "A");
  assert.deepEqual(media?.examples, [{ a: 1 }, 2]);
});

test("ways to sign in", () => {
  const contract = readFine(
    `paths: {/a: {get: {security: [{A: [s]}], ${answer}}}}
components:
  securitySchemes:
    A:
      type: oauth2
      deprecated: true
      oauth2MetadataUrl: https://example.com/.well-known/oauth-authorization-server
      flows:
        deviceAuthorization: {deviceAuthorizationUrl: https://example.com/d, tokenUrl: https://example.com/t, scopes: {s: about s}}
`,
    version,
  );
  assert.deepEqual([...(contract.securitySchemes.get("A")?.scopes ?? [])], [["s", "about s"]]);
});

test("what is not derived yet is said, and the rest is read", () => {
  const body = `paths:
  /a:
    query: {requestBody: {content: {text/plain: {}}}, ${answer}}
    additionalOperations:
      COPY: {${answer}}
      LINK: {${answer}}
    get:
      parameters:
        - {name: q, in: querystring, content: {application/x-www-form-urlencoded: {schema: {type: object}}}}
      responses:
        '200':
          description: ok
          content:
            application/jsonl: {itemSchema: {type: object}}
components:
  parameters: {Q: {name: q, in: querystring, content: {}}}
`;
  assert.deepEqual(rulesOf(body, version), [
    "note contract/unread-element 5",
    "note contract/unread-element 7",
    "note contract/unread-element 8",
    "note contract/unread-element 11",
    "note contract/unread-element 16",
    "note contract/unread-element 18",
  ]);
  assert.match(
    findingsOf(body, version)[1] ?? "",
    /"COPY" is no method that is derived yet: this operation of "\/a" is left out/,
  );
  const operation = onlyOperation(readAnyhow(body, version));
  assert.equal(operation.method, "get");
  assert.deepEqual(operation.parameters, []);
  assert.equal(operation.responses[0]?.content[0]?.type, "application/jsonl");
});

const wrong: readonly (readonly [body: string, rules: readonly string[]])[] = [
  [`paths: {/a: {additionalOperations: [a], get: {${answer}}}}`, ["error contract/wrong-type 3"]],
  [`$self: [a]\npaths: {/a: {get: {${answer}}}}`, []],
  [
    `paths: {/a: {get: {${answer}}}}\ncomponents: {mediaTypes: {A: {$ref: '#/components/mediaTypes/A'}}}`,
    ["error contract/reference-cycle 4"],
  ],
  [
    `paths: {/a: {get: {responses: {200: {description: a, content: {a/b: {$ref: '#/components/schemas/A'}}}}}}}\ncomponents: {schemas: {A: {type: object}}}`,
    ["error contract/lost-operation 3", "error contract/wrong-reference 3"],
  ],
  [
    `$self: https://example.com/a\npaths: {/a: {get: {${answer}}}}\ncomponents: {schemas: {A: {$ref: 'https://example.com/a#/components/schemas/B'}, C: {$ref: 'https://example.com/b#/components/schemas/A'}}}`,
    ["error contract/unresolved-reference 5", "error contract/remote-reference 5"],
  ],
  [
    `paths: {/a: {get: {${answer}}}}\ncomponents: {schemas: {A: {type: string, nullable: true}}}`,
    ["warning contract/keyword-of-other-version 4"],
  ],
];

for (const [body, rules] of wrong) {
  test(`finds ${rules.join(", ")} in ${body}`, () => assert.deepEqual(rulesOf(body, version), rules));
}

test("messages name the version", () => {
  const [message] = findingsOf(
    `paths: {/a: {get: {${answer}}}}\ncomponents: {schemas: {A: {type: string, nullable: true}}}`,
    version,
  );
  assert.match(message ?? "", /OpenAPI 3.2/);
});
