import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  type Contract,
  flattenSchema,
  type Operation,
  readContract,
  resolveSchema,
  sharedNameOf,
} from "#contract";
import { brief, onlyOperation, schemaNamed } from "./check.ts";

function makeSwagger(body: string): string {
  return `swagger: "2.0"\ninfo: {title: T, version: '1'}\n${body}`;
}

function readSwagger(body: string): Contract {
  const { value, findings } = readContract("api.yaml", makeSwagger(body));
  assert.deepEqual(
    findings.map((finding) => `${finding.rule} ${finding.span?.line} ${finding.message}`),
    [],
  );
  assert.ok(value);
  return value;
}

function findingsOf(body: string) {
  return readContract("api.yaml", makeSwagger(body)).findings;
}

const answer = "responses: {200: {description: ok}}";

/** One operation with these keywords, and what else the document has. */
function readOperation(keywords: string, more = ""): Operation {
  return onlyOperation(readSwagger(`paths:\n  /a:\n    post: {${keywords}, ${answer}}\n${more}`));
}

function readDefinition(text: string) {
  return schemaNamed(
    readSwagger(`paths: {/a: {get: {${answer}}}}\ndefinitions: {A: ${text}, B: {type: object}}`),
    "A",
  );
}

/** Without places, for what is written differently must be elsewhere. */
function withoutPlaces(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) =>
      key === "span" ? undefined : inner instanceof Map ? [...inner] : inner,
    ),
  );
}

test("the petstore in 2.0 says what it says in 3.0", () => {
  const [old, modern] = ["swagger.yaml", "openapi.yaml"].map((name) => {
    const text = readFileSync(new URL(`documents/petstore/${name}`, import.meta.url), "utf8");
    const { value, findings } = readContract(name, text);
    assert.deepEqual(findings, []);
    assert.ok(value);
    return value;
  });
  assert.ok(old && modern);
  assert.equal(old.label, "Swagger 2.0");
  assert.equal(old.operations.length, 10);
  assert.equal(old.schemas.size, 5);
  for (const operation of old.operations)
    assert.deepEqual(
      withoutPlaces(operation),
      withoutPlaces(modern.operations.find((each) => each.id === operation.id)),
    );
  for (const [name, schema] of old.schemas)
    assert.deepEqual(withoutPlaces(schema), withoutPlaces(modern.schemas.get(name)));
  assert.deepEqual(withoutPlaces(old.securitySchemes), withoutPlaces(modern.securitySchemes));
  for (const key of ["title", "version", "basePath"] as const) assert.equal(old[key], modern[key]);
});

test("places are those of the document", () => {
  const text = readFileSync(new URL("documents/petstore/swagger.yaml", import.meta.url), "utf8");
  const { value } = readContract("swagger.yaml", text);
  assert.ok(value);
  for (const operation of value.operations) {
    assert.ok(text.slice(operation.span.offset).startsWith(operation.method));
    for (const response of operation.responses)
      assert.ok(text.slice(response.span.offset).startsWith(response.status));
    for (const media of operation.requestBody?.content ?? [])
      assert.ok(text.slice(media.span.offset).startsWith(media.type));
  }
  for (const schema of value.schemas.values())
    assert.ok(text.slice(schema.span.offset).startsWith(schema.name ?? "?"));
});

test("it is given as OpenAPI 3.0 too, which says the same", () => {
  const text = readFileSync(new URL("documents/petstore/swagger.yaml", import.meta.url), "utf8");
  const { value, bundle } = readContract("swagger.yaml", text);
  assert.ok(value && bundle);
  assert.match(bundle.text, /^openapi: 3.0.3\n[\s\S]*\n {2}- url: https:\/\/petstore3.swagger.io\/api\/v3\n/);
  const again = readContract("openapi.yaml", bundle.text);
  assert.deepEqual(again.findings, []);
  assert.ok(again.value);
  assert.equal(again.bundle, undefined);
  assert.equal(again.value.label, "OpenAPI 3.0");
  const strip = ({ file, label, ...rest }: Contract) => withoutPlaces(rest);
  assert.deepEqual(strip(again.value), strip(value));
});

test("JSON is read as well", () => {
  const document = {
    swagger: "2.0",
    info: { title: "T", version: "1" },
    basePath: "/v1/",
    paths: { "/a": { get: { responses: { "200": { description: "ok" } } } } },
  };
  const { value, findings } = readContract("api.json", JSON.stringify(document));
  assert.deepEqual(findings, []);
  assert.equal(value?.basePath, "/v1");
});

const basePaths: readonly (readonly [text: string, basePath: string])[] = [
  ["host: example.com", ""],
  ["basePath: /", ""],
  ["basePath: /api/v1", "/api/v1"],
  ["basePath: api", "/api"],
  ["basePath: //api//v1/", "/v1"],
  ["basePath: https://example.com/api", "/api"],
  [
    "{host: example.com, basePath: /api, schemes: [https, http]}"
      .slice(1, -1)
      .replaceAll(", b", "\nb")
      .replaceAll(", s", "\ns"),
    "/api",
  ],
];

for (const [text, basePath] of basePaths) {
  test(`base path of ${JSON.stringify(text)}`, () =>
    assert.equal(readSwagger(`${text}\npaths: {/a: {get: {${answer}}}}`).basePath, basePath));
}

test("a body takes the media types of its operation, of the document, or JSON", () => {
  const types = (keywords: string, more = "") =>
    readOperation(
      `parameters: [{name: b, in: body, schema: {type: object}}]${keywords}`,
      more,
    ).requestBody?.content.map((media) => media.type);
  assert.deepEqual(types(""), ["application/json"]);
  assert.deepEqual(types("", "consumes: [text/xml, text/xml]"), ["text/xml"]);
  assert.deepEqual(types(", consumes: [a/b, c/d]", "consumes: [text/xml]"), ["a/b", "c/d"]);
  assert.deepEqual(types(", consumes: []", "consumes: [text/xml]"), ["application/json"]);
});

test("a shared body is read with the media types of each operation", () => {
  const contract = readSwagger(`consumes: [a/b]
paths:
  /a: {post: {parameters: [{$ref: '#/parameters/Again'}], ${answer}}}
  /b: {post: {consumes: [c/d], parameters: [{$ref: '#/parameters/B'}], ${answer}}}
parameters:
  Again: {$ref: '#/parameters/B'}
  B: {name: b, in: body, required: true, description: shared, schema: {$ref: '#/definitions/S'}}
definitions: {S: {type: object}}
`);
  assert.deepEqual(
    contract.operations.map(({ requestBody }) => [
      requestBody?.required,
      requestBody?.description,
      requestBody?.content.map((media) => [media.type, media.schema && sharedNameOf(media.schema)]),
    ]),
    [
      [true, "shared", [["a/b", "S"]]],
      [true, "shared", [["c/d", "S"]]],
    ],
  );
});

test("a form is one body, and a file makes it one of several parts", () => {
  const plain = readOperation(
    "parameters: [{name: a, in: formData, required: true, type: integer, description: d}, {name: b, in: formData, type: array, items: {type: string}}, {name: q, in: query, type: string}]",
  );
  assert.deepEqual(
    plain.parameters.map((each) => each.name),
    ["q"],
  );
  const [media] = plain.requestBody?.content ?? [];
  assert.equal(media?.type, "application/x-www-form-urlencoded");
  assert.equal(plain.requestBody?.required, true);
  assert.ok(media?.schema?.kind === "schema");
  assert.deepEqual(
    media.schema.properties.map(({ name, required, schema }) => [
      name,
      required,
      schema.kind === "schema" && brief(schema)["types"],
    ]),
    [
      ["a", true, ["integer"]],
      ["b", false, ["array"]],
    ],
  );
  const file = readOperation(
    "consumes: [application/x-www-form-urlencoded, multipart/form-data], parameters: [{name: f, in: formData, type: file}]",
  ).requestBody;
  assert.deepEqual(
    file?.content.map((each) => each.type),
    ["multipart/form-data"],
  );
  const schema = file?.content[0]?.schema;
  const part = schema?.kind === "schema" ? schema.properties[0]?.schema : undefined;
  assert.deepEqual(part?.kind === "schema" && brief(part), { types: ["string"], format: "binary" });
  assert.equal(file?.required, false);
});

test("bodies and parts of a form at the path belong to each of its operations", () => {
  const contract = readSwagger(`paths:
  /a:
    parameters: [{name: b, in: body, schema: {type: integer}}, {name: q, in: query, type: string}]
    post: {${answer}}
    put: {parameters: [{name: c, in: body, schema: {type: boolean}}], ${answer}}
  /b:
    parameters: [{name: x, in: formData, type: string}, {name: y, in: formData, type: string}]
    post: {parameters: [{name: y, in: formData, type: integer}], ${answer}}
`);
  assert.deepEqual(
    contract.operations.map(({ id, parameters, requestBody }) => {
      const schema = requestBody?.content[0]?.schema;
      assert.ok(schema?.kind === "schema");
      return [id, parameters.length, schema.types, schema.properties.map((each) => each.name)];
    }),
    [
      ["PUT /a", 1, ["boolean"], []],
      ["POST /a", 1, ["integer"], []],
      ["POST /b", 0, ["object"], ["x", "y"]],
    ],
  );
});

test("lists in parameters, in each way to write them", () => {
  const operation = readOperation(
    `parameters: [${["csv", "ssv", "pipes", "multi"].map((format) => `{name: ${format}, in: query, type: array, items: {type: string}, collectionFormat: ${format}}`).join(", ")}, {name: usual, in: query, type: array, items: {type: integer}, minItems: 1}, {name: head, in: header, type: array, items: {type: string}}]`,
  );
  assert.deepEqual(
    operation.parameters.map(({ name, style, explode }) => [name, style, explode]),
    [
      ["csv", "form", false],
      ["ssv", "spaceDelimited", false],
      ["pipes", "pipeDelimited", false],
      ["multi", "form", true],
      ["usual", "form", false],
      ["head", "simple", false],
    ],
  );
  const schema = operation.parameters[4]?.schema;
  assert.equal(schema?.kind === "schema" && schema.minItems, 1);
});

test("answers: media types, files, headers and examples", () => {
  const contract = readSwagger(`produces: [text/xml, application/json]
paths:
  /a:
    get:
      responses:
        200:
          description: ok
          schema: {type: integer}
          headers: {x-count: {type: integer, format: int32, description: how many}}
          examples: {application/json: 5}
        201: {description: none}
        202: {description: bytes, schema: {type: file}}
        203: {description: shown only, examples: {text/plain: hi}}
        default: {$ref: '#/responses/R'}
  /b: {get: {produces: [image/png], responses: {200: {description: bytes, schema: {type: file}}, default: {$ref: '#/responses/R'}}}}
responses: {R: {description: r, schema: {type: string}}}
`);
  const shown = contract.operations.map((operation) =>
    operation.responses.map(({ status, content }) => [
      status,
      ...content.map(({ type, schema, examples }) => [
        type,
        schema?.kind === "schema" ? (schema.format ?? schema.types[0]) : undefined,
        ...examples,
      ]),
    ]),
  );
  assert.deepEqual(shown, [
    [
      ["200", ["text/xml", "integer"], ["application/json", "integer", 5]],
      ["201"],
      ["202", ["text/xml", "binary"], ["application/json", "binary"]],
      ["203", ["text/plain", undefined, "hi"]],
      ["default", ["text/xml", "string"], ["application/json", "string"]],
    ],
    [
      ["200", ["image/png", "binary"]],
      ["default", ["image/png", "string"]],
    ],
  ]);
  const [header] = contract.operations[0]?.responses[0]?.headers ?? [];
  assert.equal(header?.name, "x-count");
  assert.equal(header?.schema?.kind === "schema" && header.schema.format, "int32");
});

test("ways to sign in", () => {
  const flows = ["implicit", "password", "application", "accessCode"];
  const contract = readSwagger(`security: [{Basic: []}]
paths:
  /a: {get: {${answer}}, post: {security: [], ${answer}}, put: {security: [{implicit: [s]}, {}], ${answer}}}
securityDefinitions:
  Basic: {type: basic, description: d}
  Key: {type: apiKey, in: query, name: k}
${flows.map((flow) => `  ${flow}: {type: oauth2, flow: ${flow}, scopes: {s: about s}}`).join("\n")}
`);
  assert.deepEqual(
    [...contract.securitySchemes.values()].map(({ name, type, scheme, parameter, scopes }) => [
      name,
      type,
      scheme ?? parameter ?? [...scopes],
    ]),
    [
      ["Basic", "http", "basic"],
      ["Key", "apiKey", "k"],
      ...flows.map((flow) => [flow, "oauth2", [["s", "about s"]]]),
    ],
  );
  assert.deepEqual(
    contract.operations.map(({ method, security }) => [method, security.map((each) => [...each])]),
    [
      ["get", [[["Basic", []]]]],
      ["put", [[["implicit", ["s"]]], []]],
      ["post", []],
    ],
  );
});

const nullable: readonly (readonly [text: string, expected: boolean])[] = [
  ["{type: string, x-nullable: true}", true],
  ["{type: string, x-isnullable: true}", true],
  ["{type: string, x-nullable: false}", false],
  ["{$ref: '#/definitions/B', x-nullable: true}", true],
];

for (const [text, expected] of nullable) {
  test(`null in ${text}`, () => assert.equal(readDefinition(text).nullable, expected));
}

test("a discriminator is the name of a property", () => {
  const schema = readDefinition(
    "{type: object, discriminator: kind, required: [kind], properties: {kind: {type: string, readOnly: true}}}",
  );
  assert.equal(schema.discriminator?.property, "kind");
  const kind = schema.properties[0]?.schema;
  assert.equal(kind?.kind === "schema" && kind.readOnly, true);
});

test("schemas inside of schemas", () => {
  const contract = readSwagger(`paths: {/a: {get: {${answer}}}}
definitions:
  A:
    allOf: [{$ref: '#/definitions/B'}, {type: object, properties: {$ref: {type: string, x-nullable: true}}}]
  B: {type: object, properties: {list: {type: array, items: {$ref: '#/definitions/C'}}}, additionalProperties: {$ref: '#/definitions/C'}}
  C: {type: string, enum: [a]}
`);
  const flat = flattenSchema(contract, schemaNamed(contract, "A"));
  assert.deepEqual(
    flat.properties.map((each) => each.name),
    ["list", "$ref"],
  );
  const { additionalProperties } = schemaNamed(contract, "B");
  assert.equal(typeof additionalProperties === "object" && sharedNameOf(additionalProperties), "C");
});

test("references to places that 3.0 has elsewhere", () => {
  const contract = readSwagger(`paths:
  /a:
    post:
      parameters: [{name: b, in: body, schema: {type: integer}}, {name: q, in: query, type: array, items: {type: boolean}}]
      responses: {200: {description: ok, schema: {type: number}, headers: {h: {type: array, items: {type: string, format: h}}}}}
  /b: {$ref: '#/x-paths/b'}
parameters: {P: {name: p, in: body, schema: {type: string, format: p}}, Q: {name: p, in: query, type: array, items: {type: string, format: q}}}
responses: {R: {description: r, schema: {type: string, format: r}}}
x-paths: {b: {get: {parameters: [{name: b, in: body, schema: {$ref: '#/definitions/A'}}], ${answer}}}}
x-more: {thing: {type: array, items: {$ref: '#/definitions/A'}}}
definitions:
  A: {$ref: '#/paths/~1a/post/parameters/0/schema'}
  B: {$ref: '#/paths/~1a/post/responses/200/schema'}
  C: {$ref: '#/paths/~1a/post/parameters/1/items'}
  D: {$ref: '#/parameters/P/schema'}
  E: {$ref: '#/responses/R/schema'}
  F: {$ref: '#/parameters/Q/items'}
  G: {$ref: '#/paths/~1a/post/responses/200/headers/h/items'}
  H: {$ref: '#/definitions/A%20b~1c'}
  I: {$ref: '#/x-more/thing'}
  A b/c: {type: string, format: h}
`);
  const shown = ["A", "B", "C", "D", "E", "F", "G", "H"].map((name) => {
    const schema = resolveSchema(contract, schemaNamed(contract, name));
    return schema.format ?? schema.types[0];
  });
  assert.deepEqual(shown, ["integer", "number", "boolean", "p", "r", "q", "h", "h"]);
  const { items } = resolveSchema(contract, schemaNamed(contract, "I"));
  assert.equal(items && sharedNameOf(items), "A");
  const moved = contract.operations.find((each) => each.path === "/b")?.requestBody?.content[0]?.schema;
  assert.equal(moved && sharedNameOf(moved), "A");
});

test("what is wrong is said in the words of 2.0", () => {
  const findings = findingsOf(`paths:
  /a:
    post:
      parameters:
        - {$ref: '#/parameters/Pag'}
        - {name: b, in: body, schema: {$ref: '#/definitions/Bok'}}
        - {name: c, in: boddy}
      responses: {200: {$ref: '#/definitions/Book'}, 201: {description: x, schema: {$ref: '#/paths/~1a/post/responses/200/schema'}}}
definitions: {Book: {type: object, properties: {a: {$ref: 'https://example.com/a'}}}}
parameters: {Page: {name: page, in: query}}
securityDefinitions: {A: {type: bearer}}
security: [{B: []}]
`);
  for (const { message, mend = "" } of findings)
    assert.doesNotMatch(`${message}\n${mend}`, /components|3\.0|"content|requestBod/);
  const said = findings
    .map(({ span, message, mend }) => `${span?.line}:${span?.column} ${message}; ${mend}`)
    .join("\n");
  assert.match(
    said,
    /7:12 "#\/parameters\/Pag" is not in this document; did you mean "#\/parameters\/Page" \(api.yaml:12:14\)\?/,
  );
  assert.match(
    said,
    /8:40 "#\/definitions\/Bok" is not in this document; did you mean "#\/definitions\/Book" \(api.yaml:11:15\)\?/,
  );
  assert.match(said, /9:11 "in" is "boddy".*; .*path, query, header, formData, body/);
  assert.match(
    said,
    /"#\/definitions\/Book" is one of the definitions, where one of the responses is wanted; refer to "#\/responses\/…"/,
  );
  assert.match(said, /"#\/paths\/~1a\/post\/responses\/200\/schema" is not in this document/);
  assert.match(said, /nothing is said about the values of "page".*; give it a "type"/);
  assert.match(said, /"bearer" is no type.*; use one of basic, apiKey, oauth2/);
  assert.match(said, /"B" is not declared/);
});
