import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleOf, readContract } from "#contract";
import { processorMs } from "../processor-time.ts";

const answer = "responses: {200: {description: ok}}";

function readWrong(body: string) {
  return readContract("api.yaml", `swagger: "2.0"\ninfo: {title: T, version: '1'}\n${body}`);
}

function rulesOf(body: string): readonly string[] {
  return readWrong(body).findings.map(({ severity, rule, span }) => `${severity} ${rule} ${span?.line}`);
}

/** Keywords of the operation, the rules that are found, and how many operations are left. */
const operations: readonly (readonly [keywords: string, rules: readonly string[], left: number])[] = [
  ["parameters: {a: b}", ["error contract/lost-operation 5", "error contract/wrong-type 6"], 0],
  ["parameters: [1]", ["error contract/lost-operation 5", "error contract/wrong-type 6"], 0],
  [
    "parameters: [{in: query}]",
    ["error contract/lost-operation 5", "error contract/incomplete-parameter 6"],
    0,
  ],
  ["parameters: [{name: a, in: query}]", ["warning contract/parameter-without-schema 6"], 1],
  ["parameters: [{name: a, in: body}]", ["warning contract/parameter-without-schema 6"], 1],
  ["parameters: [{in: formData, type: string}]", ["error contract/incomplete-parameter 6"], 1],
  [
    "parameters: [{name: a, in: body, schema: [a]}]",
    ["error contract/lost-operation 5", "error contract/wrong-type 6"],
    0,
  ],
  [
    "parameters: [{name: a, in: body, schema: {}}, {name: b, in: body, schema: {}}]",
    ["error contract/duplicate-body 6"],
    1,
  ],
  [
    "parameters: [{name: a, in: body, schema: {}}, {name: b, in: formData, type: string}]",
    ["error contract/duplicate-body 6"],
    1,
  ],
  ["parameters: [{name: a, in: query, type: file}]", ["error contract/unknown-type 6"], 1],
  [
    "parameters: [{name: a, in: query, type: array, items: {type: string}, collectionFormat: cvs}]",
    ["warning contract/bad-collection-format 6"],
    1,
  ],
  [
    "parameters: [{name: a, in: header, type: array, items: {type: string}, collectionFormat: multi}]",
    ["warning contract/bad-collection-format 6"],
    1,
  ],
  [
    "parameters: [{name: a, in: query, type: array, items: {type: string}, collectionFormat: tsv}]",
    ["warning contract/unread-keyword 6"],
    1,
  ],
  [
    "parameters: [{name: a, in: query, schema: {type: string}}]",
    ["warning contract/keyword-of-other-version 6"],
    1,
  ],
  ["consumes: a/b", ["error contract/wrong-type 6"], 1],
  ["produces: [[a]]", ["error contract/wrong-type 6"], 1],
  [
    `produces: [${Array.from({ length: 60 }, (_, index) => `a/b${index}`).join(", ")}]`,
    ["error contract/too-many-media-types 6"],
    1,
  ],
  ["requestBody: {content: {}}", ["error contract/keyword-of-other-version 6"], 1],
];

for (const [keywords, rules, left] of operations) {
  test(`finds ${rules.join(", ")} in ${keywords.slice(0, 100)}`, () => {
    const body = `paths:\n  /a:\n    post:\n      ${keywords}\n      ${answer}`;
    assert.deepEqual(rulesOf(body), rules);
    assert.equal(readWrong(body).value?.operations.length, left);
  });
}

/** Other parts of a document, as the lines behind its paths. */
const parts: readonly (readonly [text: string, rules: readonly string[]])[] = [
  ["components: {schemas: {A: {type: object}}}", ["error contract/keyword-of-other-version"]],
  ["servers: [{url: /a}]", ["error contract/keyword-of-other-version"]],
  ["basePath: '/{a}/b'", ["warning contract/undeclared-server-variable"]],
  ["basePath: [a]", ["error contract/wrong-type"]],
  ["consumes: 1", ["error contract/wrong-type"]],
  ["definitions: [a]", ["error contract/wrong-type"]],
  ["definitions: {A: [a]}", ["error contract/wrong-type"]],
  ["definitions: {A: {type: strng}}", ["error contract/unknown-type"]],
  ["definitions: {A: {type: string, nullable: true}}", ["warning contract/keyword-of-other-version"]],
  ["definitions: {A: {type: [string, 'null']}}", ["warning contract/keyword-of-other-version"]],
  ["definitions: {A: {oneOf: [{type: string}]}}", ["warning contract/keyword-of-other-version"]],
  ["definitions: {A: {type: string, x-nullable: maybe}}", ["error contract/wrong-type"]],
  ["definitions: {A: {discriminator: {propertyName: a}}}", ["warning contract/keyword-of-other-version"]],
  ["definitions: {A: {discriminator: [a]}}", ["error contract/wrong-type"]],
  [
    "definitions: {A: {$ref: '#/components/schemas/B'}, B: {type: string}}",
    ["warning contract/keyword-of-other-version"],
  ],
  ["definitions: {A: {$ref: '#/definitions/A'}}", ["error contract/reference-cycle"]],
  ["definitions: {A: {$ref: 1}}", ["error contract/wrong-type"]],
  ["parameters: [a]", ["error contract/wrong-type"]],
  [
    "parameters: {A: {$ref: '#/parameters/B'}, B: {$ref: '#/parameters/A'}}",
    ["error contract/reference-cycle", "error contract/reference-cycle"],
  ],
  ["responses: {A: {description: a, content: {}}}", ["error contract/keyword-of-other-version"]],
  ["responses: {A: {description: a, headers: [a]}}", ["error contract/wrong-type"]],
  ["responses: {A: {description: a, examples: [a]}}", ["error contract/wrong-type"]],
  [
    "responses: {A: {description: a, headers: {h: {schema: {type: string}}}}}",
    ["warning contract/keyword-of-other-version"],
  ],
  ["securityDefinitions: [a]", ["error contract/wrong-type"]],
  ["securityDefinitions: {A: a}", ["error contract/wrong-type"]],
  ["securityDefinitions: {A: {type: http, scheme: bearer}}", ["warning contract/keyword-of-other-version"]],
  ["securityDefinitions: {A: {type: oauth2, flow: acessCode}}", ["warning contract/unknown-flow"]],
  ["securityDefinitions: {A: {type: oauth2}}", ["warning contract/unknown-flow"]],
  [
    "securityDefinitions: {A: {type: oauth2, flows: {password: {scopes: {}}}}}",
    ["warning contract/keyword-of-other-version"],
  ],
];

for (const [text, rules] of parts) {
  test(`finds ${rules.join(", ")} in ${text}`, () => {
    const { value, findings } = readWrong(`paths: {/a: {get: {${answer}}}}\n${text}`);
    assert.deepEqual(
      findings.map(({ severity, rule }) => `${severity} ${rule}`),
      rules,
    );
    for (const { span, mend } of findings) {
      assert.equal(span?.line, 4);
      assert.notEqual(mend, undefined);
    }
    assert.equal(value?.operations.length, 1);
  });
}

test("mends name what to write", () => {
  const mends = readWrong(
    "paths: {}\ndefinitions: {A: {$ref: '#/components/schemas/B', nullable: true}, B: {type: string}}",
  ).findings.map(({ mend }) => mend);
  assert.ok(mends.includes('write "#/definitions/B"'));
  assert.ok(mends.includes("write x-nullable: true"));
});

test("circles of bodies, answers, paths and schemas end", () => {
  const { value, findings } = readWrong(`paths:
  /a: {$ref: '#/paths/~1b'}
  /b: {$ref: '#/paths/~1a'}
  /c: {post: {parameters: [{$ref: '#/parameters/A'}], produces: [a/b], responses: {200: {$ref: '#/responses/A'}}}}
  /d: {post: {parameters: [{name: b, in: body, schema: {$ref: '#/paths/~1d/post/parameters/0/schema'}}], ${answer}}}
  /e: {post: {parameters: [{name: b, in: body, schema: {type: object, properties: {a: {$ref: '#/paths/~1e/post/parameters/0/schema'}}}}], ${answer}}}
parameters: {A: {$ref: '#/parameters/B'}, B: {$ref: '#/parameters/A'}}
responses: {A: {$ref: '#/responses/B'}, B: {$ref: '#/responses/A'}}
`);
  assert.ok(findings.some(({ rule }) => rule === "contract/reference-cycle"));
  assert.deepEqual(
    value?.operations.map(({ path }) => path),
    ["/e"],
  );
  for (const schema of value?.schemas.values() ?? []) exampleOf(value, schema);
});

test("many operations with media types of their own do not multiply what they share", () => {
  const count = 1_500;
  const names = Array.from({ length: count }, (_, index) => index);
  const started = processorMs();
  const { value } = readWrong(`paths:
${names.map((index) => `  /a${index}: {post: {consumes: [a/b${index}, c/d], produces: [a/b${index}], parameters: [{$ref: '#/parameters/B'}, {$ref: '#/parameters/F'}], responses: {200: {$ref: '#/responses/R'}}}}`).join("\n")}
parameters:
  B: {name: b, in: body, schema: {type: object, properties: {${names.map((index) => `a${index}: {type: string}`).join(", ")}}}}
  F: {name: f, in: query, type: string}
responses:
  R:
    description: r
    schema: {type: object, properties: {${names.map((index) => `a${index}: {type: string}`).join(", ")}}}
    headers: {${names.map((index) => `a${index}: {type: string}`).join(", ")}}
`);
  assert.equal(value?.operations.length, count);
  assert.ok(processorMs() - started < 15_000);
});

test("references to every parameter of a long list are read in time", () => {
  const names = Array.from({ length: 4_000 }, (_, index) => index);
  const started = processorMs();
  readWrong(`paths:
  /a:
    get:
      parameters: [${names.map((index) => `{name: a${index}, in: query, type: array, items: {type: string}}`).join(", ")}]
      ${answer}
definitions: {${names.map((index) => `A${index}: {$ref: '#/paths/~1a/get/parameters/${index}/items'}`).join(", ")}}
`);
  assert.ok(processorMs() - started < 15_000);
});

test("keywords of 2.0 in a later document are said", () => {
  const { findings } = readContract(
    "api.yaml",
    `openapi: 3.0.3
info: {title: T, version: '1'}
basePath: /api
definitions: {A: {type: object}}
paths:
  /a:
    get:
      produces: [application/json]
      parameters: [{name: a, in: query, type: string}]
      responses: {200: {description: ok, schema: {type: string}}}
components:
  securitySchemes:
    A: {type: oauth2, flow: password}
    B: {type: basic}
`,
  );
  assert.deepEqual(
    findings.map(({ rule, span, mend }) => [rule, span?.line, mend]),
    [
      ["contract/keyword-of-other-version", 3, 'write it at the end of the "url" of one of the "servers"'],
      ["contract/keyword-of-other-version", 4, 'move what is under it to "components/schemas"'],
      [
        "contract/keyword-of-other-version",
        8,
        'write the media types as the keys of "content" in each response',
      ],
      ["contract/parameter-without-schema", 9, 'move "type" and what belongs to it into a "schema"'],
      [
        "contract/keyword-of-other-version",
        10,
        'move it under "content" and a media type such as "application/json"',
      ],
      [
        "contract/keyword-of-other-version",
        13,
        'write "flows", and under it the flow with its addresses and "scopes"',
      ],
      ["contract/unknown-security-type", 14, "write type: http and scheme: basic"],
    ],
  );
});
