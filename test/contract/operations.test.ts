import assert from "node:assert/strict";
import { test } from "node:test";
import { jsonMedia, readContract, successResponses } from "#contract";
import { findingsOf, makeDocument, onlyOperation, readAnyhow, readFine, rulesOf } from "./check.ts";

const answer = "responses: {'200': {description: ok}}";

test("parameters of the path and own ones, the own ones winning by name and place", () => {
  const operation = onlyOperation(
    readFine(`paths:
  /a/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: q, in: query, schema: {type: string}}
    get:
      parameters:
        - {name: q, in: query, required: true, style: pipeDelimited, schema: {type: array, items: {type: string}}, example: [a]}
        - {name: id, in: cookie, schema: {type: string}}
        - {name: Authorization, in: header, schema: {type: string}}
      ${answer}
`),
  );
  assert.deepEqual(
    operation.parameters.map(({ name, in: place, required, style, explode }) => [
      name,
      place,
      required,
      style,
      explode,
    ]),
    [
      ["id", "path", true, "simple", false],
      ["q", "query", true, "pipeDelimited", false],
      ["id", "cookie", false, "form", true],
    ],
  );
  assert.deepEqual(operation.parameters[1]?.examples, [["a"]]);
  assert.deepEqual(operation.segments, [
    { kind: "literal", text: "a" },
    { kind: "parameter", name: "id" },
  ]);
});

test("statuses as numbers, ranges and default", () => {
  const operation = onlyOperation(
    readFine(
      "paths: {/a: {get: {responses: {200: {description: a}, 4xx: {description: b}, default: {description: c}, x-y: 1}}}}",
    ),
  );
  assert.deepEqual(
    operation.responses.map((response) => response.status),
    ["200", "4XX", "default"],
  );
  assert.deepEqual(
    successResponses(operation).map((response) => response.status),
    ["200"],
  );
});

test("default is the success only where nothing else is", () => {
  const statuses = (responses: string) =>
    successResponses(onlyOperation(readFine(`paths: {/a: {get: {responses: ${responses}}}}`))).map(
      (each) => each.status,
    );
  assert.deepEqual(statuses("{default: {description: a}, 404: {description: b}}"), ["default"]);
  assert.deepEqual(statuses("{default: {description: a}, 302: {description: b}}"), []);
});

test("the JSON among the media types", () => {
  const content = (types: string) =>
    jsonMedia(
      onlyOperation(readFine(`paths: {/a: {get: {responses: {200: {description: a, content: ${types}}}}}}`))
        .responses[0]?.content ?? [],
    )?.type;
  assert.equal(
    content("{text/html: {}, application/problem+json: {}, 'application/json; charset=utf-8': {}}"),
    "application/json; charset=utf-8",
  );
  assert.equal(content("{text/html: {}, application/vnd.api+json: {}}"), "application/vnd.api+json");
  assert.equal(content("{text/html: {}}"), undefined);
});

test("ids are unique, and the first one keeps its own", () => {
  const body = `paths:
  /a:
    get: {operationId: list, ${answer}}
    post: {${answer}}
  /b:
    get: {operationId: list, ${answer}}
`;
  assert.deepEqual(
    readAnyhow(body).operations.map((each) => each.id),
    ["list", "POST /a", "GET /b"],
  );
  assert.deepEqual(rulesOf(body), ["error contract/duplicate-operation-id 8"]);
});

const wrong: readonly (readonly [paths: string, rules: readonly string[], left: number])[] = [
  [`{'/a/{b}': {get: {${answer}}}}`, ["error contract/undeclared-path-parameter"], 1],
  [
    `{/a: {get: {parameters: [{name: b, in: path, required: true, schema: {type: string}}], ${answer}}}}`,
    ["error contract/unused-path-parameter"],
    1,
  ],
  [
    `{'/a/{b}': {get: {parameters: [{name: b, in: path, schema: {type: string}}], ${answer}}}}`,
    ["warning contract/optional-path-parameter"],
    1,
  ],
  ["{/a: {get: {}}}", ["warning contract/missing-responses"], 1],
  ["{/a: {get: {responses: {}}}}", ["warning contract/missing-responses"], 1],
  ["{/a: {get: {responses: {ok: {description: a}}}}}", ["error contract/bad-status"], 1],
  ["{/a: {get: {responses: [a]}}}", ["error contract/lost-operation", "error contract/wrong-type"], 0],
  [
    `{/a: {get: {parameters: {a: b}, ${answer}}}}`,
    ["error contract/lost-operation", "error contract/wrong-type"],
    0,
  ],
  [
    `{/a: {get: {parameters: [{name: a, in: body}], ${answer}}}}`,
    ["error contract/lost-operation", "error contract/incomplete-parameter"],
    0,
  ],
  [
    `{/a: {get: {parameters: [{name: a, in: query}], ${answer}}}}`,
    ["warning contract/parameter-without-schema"],
    1,
  ],
  [
    `{/a: {get: {parameters: [{name: a, in: query, schema: {}}, {name: a, in: query, schema: {}}], ${answer}}}}`,
    ["error contract/duplicate-parameter"],
    1,
  ],
  ["{/a: [get]}", ["error contract/wrong-type"], 0],
  [`{a: {get: {${answer}}}}`, ["error contract/bad-path"], 0],
  [`{'/a/{b': {get: {${answer}}}}`, ["error contract/bad-path"], 0],
  [`{'/a?b=c': {get: {${answer}}}}`, ["error contract/bad-path"], 0],
  [`{/a: {get: {${answer}}}, /a/: {get: {${answer}}}}`, ["error contract/clashing-paths"], 2],
  [`{/a: {get: {security: [{nobody: []}], ${answer}}}}`, ["error contract/unknown-security-scheme"], 1],
  [
    `{/a: {get: {security: none, ${answer}}}}`,
    ["error contract/lost-operation", "error contract/wrong-type"],
    0,
  ],
  [
    `{/a: {get: {security: [none], ${answer}}}}`,
    ["error contract/lost-operation", "error contract/wrong-type"],
    0,
  ],
];

for (const [paths, rules, left] of wrong) {
  test(`finds ${rules.join(", ")} in ${paths}`, () => {
    assert.deepEqual(
      rulesOf(`paths: ${paths}`),
      rules.map((rule) => `${rule} 3`),
    );
    assert.equal(readAnyhow(`paths: ${paths}`).operations.length, left);
  });
}

test("templates that differ in names only clash", () => {
  const declared = (name: string) =>
    `parameters: [{name: ${name}, in: path, required: true, schema: {type: string}}]`;
  assert.deepEqual(
    findingsOf(
      `paths:\n  /a/{b}: {get: {${declared("b")}, ${answer}}}\n  /a/{c}: {get: {${declared("c")}, ${answer}}}`,
    ),
    [
      'error contract/clashing-paths 5:3: "/a/{c}" and "/a/{b}" match the same requests: which one answers cannot be told',
    ],
  );
});

test("missing responses are an error in 3.0", () => {
  assert.deepEqual(rulesOf("paths: {/a: {get: {}}}", "3.0.0"), ["error contract/missing-responses 3"]);
});

test("security: the operation wins over the top level, and none is public", () => {
  const contract = readFine(`security: [{key: []}]
components: {securitySchemes: {key: {type: http, scheme: Bearer}, oauth: {type: oauth2, flows: {implicit: {authorizationUrl: x, scopes: {'a:b': A}}}}}}
paths:
  /a: {get: {${answer}}}
  /b: {get: {security: [], ${answer}}}
  /c: {get: {security: [{oauth: ['a:b'], key: []}, {}], ${answer}}}
`);
  assert.deepEqual(
    contract.operations.map((operation) => operation.security.map((each) => Object.fromEntries(each))),
    [[{ key: [] }], [], [{ oauth: ["a:b"], key: [] }, {}]],
  );
  assert.equal(contract.securitySchemes.get("key")?.scheme, "bearer");
  assert.deepEqual([...(contract.securitySchemes.get("oauth")?.scopes ?? [])], [["a:b", "A"]]);
});

const servers: readonly (readonly [servers: string, basePath: string])[] = [
  ["[]", ""],
  ["[{url: /}]", ""],
  ["[{url: /api/}]", "/api"],
  ["[{url: api}]", "/api"],
  ["[{url: 'https://example.com'}]", ""],
  ["[{url: 'https://example.com:8080/v1/?a=b'}, {url: /other}]", "/v1"],
  ["[{url: '//example.com/v1'}]", "/v1"],
  ["[{url: 'https://{host}/{base}/x', variables: {host: {default: a.b}, base: {default: v2}}}]", "/v2/x"],
  ["[{url: '../../a'}]", "/a"],
];

for (const [text, basePath] of servers) {
  test(`the base path of ${text}`, () => {
    assert.equal(readFine(`servers: ${text}\npaths: {/a: {get: {${answer}}}}`).basePath, basePath);
  });
}

test("a server variable without default is left out", () => {
  assert.deepEqual(rulesOf(`servers: [{url: '/{v}/a'}]\npaths: {/a: {get: {${answer}}}}`), [
    "warning contract/undeclared-server-variable 3",
  ]);
});

test("wrong security schemes", () => {
  const { findings } = readContract(
    "a.yaml",
    makeDocument(`paths: {/a: {get: {${answer}}}}
components:
  securitySchemes:
    a: {type: apikey, in: header, name: x}
    b: {type: apiKey, in: body, name: x}
`),
  );
  assert.deepEqual(
    findings.map((finding) => [finding.rule, finding.mend]),
    [
      ["contract/unknown-security-type", 'did you mean "apiKey"?'],
      ["contract/incomplete-security-scheme", 'give it "name", and "in" with one of header, query, cookie'],
    ],
  );
});

test("addresses of callbacks that a request holds, and no others", () => {
  const { value } = readContract(
    "test.yaml",
    makeDocument(`paths:
  /a:
    post:
      ${answer}
      callbacks:
        done:
          "{$request.header.replyTo}": { post: { ${answer} } }
          "https://fixed.example/done": { post: { ${answer} } }
        none: 7
`),
  );
  assert.deepEqual(value?.operations[0]?.calledBack, ["{$request.header.replyTo}"]);
});
