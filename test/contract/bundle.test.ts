import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { flattenSchema, readContract, resolveSchema, sharedNameOf } from "#contract";
import { onlyOperation, schemaNamed } from "./check.ts";
import { answer, contractFile, readFiles, readFilesFine } from "./check-files.ts";
import { assertEqualButPlaces } from "./same-contract.ts";

const pathOf = (schema: string) =>
  `paths: {/a: {get: {responses: {'200': {description: ok, content: {application/json: {schema: ${schema}}}}}}}}`;

function readCafe() {
  const folder = new URL("documents/cafe/", import.meta.url);
  const open = (path: string) => readFileSync(new URL(encodeURI(path), folder), "utf8");
  return readContract("openapi.yaml", open("openapi.yaml"), open);
}

test("reads a contract of 40 files, and points into the right ones", () => {
  const { value, findings, bundle } = readCafe();
  assert.deepEqual(
    findings.map(({ severity, message }) => `${severity} ${message}`),
    ["note webhooks are not built yet: nothing will be sent"],
  );
  assert.ok(value && bundle);
  assert.equal(value.operations.length, 12);
  assert.equal(value.schemas.size, 15);
  assert.equal(bundle.sources.size, 39);
  const create = value.operations.find(({ id }) => id === "createOrder");
  assert.equal(create?.span.file, "paths/orders.yaml");
  assert.ok(bundle.sources.get(create.span.file)?.slice(create.span.offset).startsWith("post:"));
  const item = schemaNamed(value, "MenuItem");
  assert.equal(item.span.file, "components/schemas/MenuItem.yaml");
  assert.deepEqual(
    [...(item.discriminator?.mapping ?? [])],
    [
      ["beverage", "Beverage"],
      ["dessert", "Dessert"],
    ],
  );
  assert.equal(sharedNameOf(item.oneOf[0] ?? item), "Beverage");
});

test("the bundle of it says the same, by itself and with the same digest", () => {
  const { value, bundle } = readCafe();
  assert.ok(value && bundle);
  assert.doesNotMatch(bundle.text, /\.yaml|code_samples/);
  const again = readContract("openapi.yaml", bundle.text, () => assert.fail("nothing is left to open"));
  assert.ok(again.value);
  assertEqualButPlaces(again.value, value);
  assert.equal(again.value.digest, value.digest);
  assert.equal(readCafe().bundle?.text, bundle.text);
});

test("a single file has no bundle, and nothing is opened", () => {
  const { bundle, opened } = readFiles(
    `${pathOf("{$ref: '#/components/schemas/A'}")}\ncomponents: {schemas: {A: {type: object}}}`,
  );
  assert.equal(bundle, undefined);
  assert.deepEqual(opened, []);
});

test("a file is opened once, and what is referred to twice is one shared schema", () => {
  const { opened, value } = readFiles("paths: {/a: {$ref: './paths.yaml#/a'}, /b: {$ref: 'paths.yaml#/b'}}", {
    "api/paths.yaml": `a: {get: {responses: {'200': {$ref: '#/ok'}}}}\nb: {get: {responses: {'200': {$ref: '#/ok'}}}}\nok: {description: ok, content: {application/json: {schema: {$ref: '../shared/thing.yaml'}}}}`,
    "shared/thing.yaml": "type: object\nproperties: {next: {$ref: '#'}, other: {$ref: thing.yaml}}",
  });
  assert.deepEqual(opened, ["api/paths.yaml", "shared/thing.yaml"]);
  assert.deepEqual([...(value?.schemas.keys() ?? [])], ["thing"]);
  const names = value?.schemas
    .get("thing")
    ?.properties.map(({ schema }) => schema.kind === "ref" && schema.name);
  assert.deepEqual(names, ["thing", "thing"]);
});

test("names: those of the contract's own list first, then of the place, each once", () => {
  const contract = readFilesFine(
    `${pathOf("{oneOf: [{$ref: a/thing.yaml}, {$ref: b/thing.yaml}, {$ref: 'c.yaml#/components/schemas/Other'}, {$ref: 'c.yaml#/1'}, {$ref: 'my file.yaml'}]}")}
components: {schemas: {Listed: {$ref: a/thing.yaml}, Again: {$ref: a/thing.yaml}, Other: {type: boolean}}}`,
    {
      "api/a/thing.yaml": "type: object",
      "api/b/thing.yaml": "type: integer",
      "api/c.yaml": "components: {schemas: {Other: {type: string}}}\n1: {type: number}",
      "api/my file.yaml": "type: array",
    },
  );
  assert.deepEqual(
    [...contract.schemas.keys()],
    ["Listed", "Again", "Other", "thing", "Other2", "C1", "my_file"],
  );
  assert.equal(
    sharedNameOf(schemaNamed(contract, "Again").allOf[0] ?? schemaNamed(contract, "Again")),
    "Listed",
  );
  const { span } = schemaNamed(contract, "Listed");
  assert.equal(span.file, "api/a/thing.yaml");
});

test("all that has a section is found by the context of its reference", () => {
  const files = {
    "api/all.yaml": `
item:
  parameters: [{$ref: '#/id'}]
  post:
    requestBody: {$ref: '#/body'}
    security: [{key: []}]
    responses: {'200': {$ref: '#/ok'}}
    callbacks: {done: {$ref: '#/call'}}
id: {name: id, in: path, required: true, schema: {type: integer}}
body: {content: {application/json: {schema: {type: object}, examples: {one: {$ref: '#/example'}}}}}
ok: {description: ok, headers: {x-total: {$ref: '#/total'}}, links: {next: {$ref: '#/link'}}}
total: {required: true, schema: {type: integer}}
example: {value: {a: 1}}
link: {operationId: nothing}
call: {'{$request.body#/url}': {post: {${answer}}}}
key: {type: apiKey, in: header, name: X-Key}`,
  };
  const body =
    "paths: {'/a/{id}': {$ref: 'all.yaml#/item'}}\ncomponents: {securitySchemes: {key: {$ref: 'all.yaml#/key'}}}";
  const { value, bundle, findings } = readFiles(body, files);
  assert.deepEqual(
    findings.filter(({ severity }) => severity !== "note"),
    [],
  );
  assert.ok(value && bundle);
  const operation = onlyOperation(value);
  assert.equal(operation.parameters[0]?.name, "id");
  assert.deepEqual(operation.requestBody?.content[0]?.examples, [{ a: 1 }]);
  assert.equal(operation.responses[0]?.headers[0]?.name, "x-total");
  assert.equal(value.securitySchemes.get("key")?.parameter, "X-Key");
  for (const name of [
    "parameters/id",
    "requestBodies/body",
    "responses/ok",
    "headers/total",
    "examples/example",
    "links/link",
    "callbacks/call",
  ])
    assert.ok(bundle.text.includes(`$ref: '#/components/${name}'`), name);
});

test("maps without a section of their own are put in where they are referred to", () => {
  const contract = readFilesFine(
    "paths: {$ref: paths/_index.yaml}\ncomponents: {schemas: {$ref: schemas/_index.yaml}}",
    {
      "api/paths/_index.yaml": "/a: {get: {$ref: get.yaml}}\n/b: {$ref: b.yaml}",
      "api/paths/get.yaml": "responses: {$ref: '../responses.yaml#/all'}",
      "api/paths/b.yaml": `get: {responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '../schemas/_index.yaml#/B'}}}}}}`,
      "api/responses.yaml": "all: {'200': {description: ok}}",
      "api/schemas/_index.yaml": "A: {$ref: ./A.yaml}\nB: {type: object, properties: {a: {$ref: '#/A'}}}",
      "api/schemas/A.yaml": "type: string",
    },
  );
  assert.deepEqual(
    contract.operations.map(({ id }) => id),
    ["GET /a", "GET /b"],
  );
  assert.deepEqual([...contract.schemas.keys()], ["A", "B"]);
  assert.deepEqual(schemaNamed(contract, "A").types, ["string"]);
  const a = schemaNamed(contract, "B").properties[0]?.schema;
  assert.equal(a?.kind === "ref" && a.name, "A");
});

test("files refer back to the contract, and to each other in circles", () => {
  const contract = readFilesFine(
    `${pathOf("{$ref: a.yaml}")}\ncomponents: {schemas: {Root: {type: string}}}`,
    {
      "api/a.yaml":
        "type: object\nproperties: {b: {$ref: b.yaml}, root: {$ref: 'openapi.yaml#/components/schemas/Root'}}",
      "api/b.yaml": "type: array\nitems: {$ref: './a.yaml#'}",
    },
  );
  assert.deepEqual([...contract.schemas.keys()], ["Root", "a", "b"]);
  const root = schemaNamed(contract, "a").properties[1]?.schema;
  assert.equal(root?.kind === "ref" && root.name, "Root");
});

test("a pointer passes through references, from file to file", () => {
  const contract = readFilesFine(pathOf("{$ref: 'a.yaml#/A/properties/x'}"), {
    "api/a.yaml": "A: {$ref: 'b.yaml#/B'}",
    "api/b.yaml": "B: {type: object, properties: {x: {$ref: '#/X'}}}\nX: {type: string, format: uuid}",
  });
  assert.equal(resolveSchema(contract, schemaNamed(contract, "x")).format, "uuid");
});

test("siblings of a reference: read in 3.1, ignored in 3.0", () => {
  const body = `paths: {/a: {get: {${answer}}}}\ncomponents: {schemas: {B: {$ref: a.yaml, description: b, required: [x]}}}`;
  const files = { "api/a.yaml": "type: object\ndescription: a\nproperties: {x: {type: string}}" };
  const modern = readFilesFine(body, files);
  assert.equal(flattenSchema(modern, schemaNamed(modern, "B")).description, "b");
  assert.equal(flattenSchema(modern, schemaNamed(modern, "B")).properties[0]?.required, true);
  const old = readFilesFine(body, files, "3.0.3");
  assert.equal(flattenSchema(old, schemaNamed(old, "B")).description, "a");
});

test("what stands beside the reference of a path is added, and wins", () => {
  const contract = readFilesFine(
    `paths: {'/a/{id}': {parameters: [{name: id, in: path, required: true, schema: {type: string}}], $ref: a.yaml, get: {summary: own, ${answer}}}}`,
    {
      "api/a.yaml": `get: {summary: other, ${answer}}\nput: {${answer}}`,
    },
  );
  assert.deepEqual(
    contract.operations.map(({ method, summary, parameters }) => [method, summary, parameters.length]),
    [
      ["get", "own", 1],
      ["put", "", 1],
    ],
  );
});

test("the mapping of a discriminator: names, references, and names of the file it stands in", () => {
  const contract = readFilesFine(
    `${pathOf("{$ref: 'pets.yaml#/components/schemas/Pet'}")}\ncomponents: {schemas: {Fish: {type: object}}}`,
    {
      "api/pets.yaml": `components:
  schemas:
    Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: dog.yaml}], discriminator: {propertyName: kind, mapping: {cat: Cat, dog: dog.yaml, puppy: './dog.yaml#', fish: Fish, kitten: '#/components/schemas/Cat'}}}
    Cat: {type: object}`,
      "api/dog.yaml": "type: object",
    },
  );
  const mapping = schemaNamed(contract, "Pet").discriminator?.mapping;
  assert.deepEqual(
    [...(mapping ?? [])],
    [
      ["cat", "Cat"],
      ["dog", "dog"],
      ["puppy", "dog"],
      ["fish", "Fish"],
      ["kitten", "Cat"],
    ],
  );
});

test("a mapping of a discriminator that selects nothing is told with what to do, also where no name is like it", () => {
  const { findings } = readContract(
    "openapi.yaml",
    `openapi: 3.1.0
info: {title: Pets, version: "1"}
paths: {}
components:
  schemas:
    Cat: {type: object, properties: {kind: {type: string}}}
    Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}], discriminator: {propertyName: kind, mapping: {cat: ./nowhere/at-all.yaml#/x}}}`,
  );
  const told = findings.filter(({ message }) => message.includes("selects nothing"));
  assert.deepEqual(
    told.map(({ rule, mend }) => [rule, mend]),
    [
      [
        "contract/unresolved-reference",
        "name a schema that is declared under components, or take the value out of the mapping",
      ],
    ],
  );
});

test("what is written in a file stays as it is: numbers, texts that look like more, odd keys", () => {
  const files = {
    "api/a.yaml": `type: object
description: "# no comment: 'a' \\u0085 \\x07\\n  indented\\n\\n"
example: {"<<": [yes, "null", "1.0", 0x1F, 1e3, -.5, "2026-01-01", 12:30, ~, '', " a ", "é\\uFEFF"], "200": {}, "": [], "? a": "- b", "x-y": {"$ref": "#/z"}}
minimum: 1.50`,
  };
  const { value, bundle } = readFiles(pathOf("{$ref: a.yaml}"), files);
  assert.ok(value && bundle);
  assert.match(bundle.text, /minimum: 1\.50/);
  const again = readContract(contractFile, bundle.text);
  assert.ok(again.value);
  assertEqualButPlaces(again.value, value);
});

test("extensions are nobody's business, in whatever file", () => {
  const { bundle, opened, findings } = readFiles(
    "paths: {/a: {$ref: a.yaml}}\nx-more: {$ref: nothing.yaml}",
    {
      "api/a.yaml": `get: {${answer}, x-samples: [{source: {$ref: ../code.cs}}], x-kept: {a: 1}}`,
    },
  );
  assert.deepEqual(findings, []);
  assert.deepEqual(opened, ["api/a.yaml"]);
  assert.doesNotMatch(bundle?.text ?? "", /x-more|x-samples/);
  assert.match(bundle?.text ?? "", /x-kept/);
});
