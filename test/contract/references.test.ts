import assert from "node:assert/strict";
import { test } from "node:test";
import { flattenSchema, readContract, resolveSchema, sharedNameOf } from "#contract";
import {
  brief,
  findingsOf,
  makeDocument,
  onlyOperation,
  readAnyhow,
  readFine,
  rulesOf,
  schemaNamed,
} from "./check.ts";

const answer = "responses: {'200': {description: ok}}";

test("a name that is not there: the nearest one is proposed, and the operation is named", () => {
  const text = makeDocument(`paths:
  /books:
    post:
      requestBody:
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/Bok'
      ${answer}
    get:
      ${answer}
components:
  schemas:
    Book: {type: object}
`);
  const { value, findings } = readContract("broken.yaml", text);
  assert.deepEqual(
    findings.map((finding) => [
      finding.rule,
      finding.span?.line,
      finding.span?.column,
      finding.message,
      finding.mend,
    ]),
    [
      [
        "contract/lost-operation",
        5,
        5,
        'POST /books cannot be understood because of line 10: "#/components/schemas/Bok" is not in this document',
        "mend that place; the operation is left out until then",
      ],
      [
        "contract/unresolved-reference",
        10,
        15,
        '"#/components/schemas/Bok" is not in this document',
        'did you mean "#/components/schemas/Book" (broken.yaml:16:5)?',
      ],
    ],
  );
  assert.deepEqual(
    value?.operations.map((operation) => operation.id),
    ["GET /books"],
  );
});

test("a hole in a shared schema is a hole in what uses it, however far away", () => {
  const found = findingsOf(`paths:
  /a: {get: {responses: {'200': {$ref: '#/components/responses/R'}}}}
  /b: {get: {${answer}}}
components:
  responses:
    R: {description: r, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}
  schemas:
    A: {type: object, properties: {b: {$ref: '#/components/schemas/B'}}}
    B: {type: array, items: {$ref: 'other.yaml#/X'}}
`);
  assert.equal(found.filter((each) => each.includes("lost-operation")).length, 1);
  assert.match(found.join("\n"), /GET \/a cannot be understood/);
  assert.match(found.join("\n"), /error contract\/other-file-reference 11:/);
});

test("remote references are refused", () => {
  assert.deepEqual(
    rulesOf("paths: {/a: {$ref: 'https://example.com/a.yaml'}, /b: {$ref: '//example.com/x'}}"),
    ["error contract/remote-reference 3", "error contract/remote-reference 3"],
  );
});

test("components of all kinds are found, through references to references", () => {
  const contract = readFine(`paths:
  /a/{id}:
    $ref: '#/components/pathItems/P'
components:
  pathItems:
    P:
      parameters: [{$ref: '#/components/parameters/Again'}]
      post:
        requestBody: {$ref: '#/components/requestBodies/B'}
        responses: {'200': {$ref: '#/components/responses/R'}}
        security: [{key: []}]
  parameters:
    Again: {$ref: '#/components/parameters/Id'}
    Id: {name: id, in: path, required: true, schema: {type: integer}}
  requestBodies: {B: {content: {application/json: {schema: {$ref: '#/components/schemas/S'}, examples: {e: {$ref: '#/components/examples/E'}}}}}}
  examples: {E: {value: {a: 1}}}
  responses: {R: {description: r, headers: {x-total: {$ref: '#/components/headers/H'}}}}
  headers: {H: {required: true, schema: {type: integer}}}
  schemas: {S: {type: object}}
  securitySchemes: {other: {type: apiKey, in: header, name: X}, key: {$ref: '#/components/securitySchemes/other'}}
`);
  const operation = onlyOperation(contract);
  assert.equal(operation.method, "post");
  assert.deepEqual(
    operation.parameters.map((each) => each.name),
    ["id"],
  );
  assert.equal(sharedNameOf(operation.requestBody?.content[0]?.schema ?? schemaNamed(contract, "S")), "S");
  assert.deepEqual(operation.requestBody?.content[0]?.examples, [{ a: 1 }]);
  assert.equal(operation.responses[0]?.headers[0]?.name, "x-total");
  assert.equal(contract.securitySchemes.get("key")?.parameter, "X");
});

test("escapes in pointers", () => {
  const contract = readFine(`paths:
  /a/{b}:
    get:
      parameters: [{name: b, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {type: integer}}}}}
components:
  schemas:
    a~b/c d: {type: string}
    B: {$ref: '#/components/schemas/a~0b~1c%20d'}
    C: {$ref: '#/paths/~1a~1{b}/get/responses/200/content/application~1json/schema'}
`);
  assert.equal(resolveSchema(contract, schemaNamed(contract, "B")).name, "a~b/c d");
  assert.deepEqual(resolveSchema(contract, schemaNamed(contract, "C")).types, ["integer"]);
});

test("a place inside of a schema is inlined, and a circle of places gets a name", () => {
  const contract = readFine(`paths: {/a: {get: {${answer}}}}
components:
  schemas:
    A: {type: object, properties: {b: {type: string, title: inner}, c: {type: object, properties: {again: {$ref: '#/components/schemas/A/properties/c'}}}}}
    B: {type: array, items: {$ref: '#/components/schemas/A/properties/b'}}
    C: {type: array, items: {$ref: '#/components/schemas/A/properties/c'}}
`);
  const inlined = schemaNamed(contract, "B").items;
  assert.equal(inlined?.kind === "schema" && inlined.title, "inner");
  const named = schemaNamed(contract, "C").items;
  assert.deepEqual(named?.kind === "ref" && named.name, "AC");
  const again = schemaNamed(contract, "AC").properties[0]?.schema;
  assert.equal(again?.kind === "ref" && again.name, "AC");
});

test("a pointer passes through references", () => {
  const contract = readFine(`paths:
  /a: {get: {responses: {'200': {$ref: '#/components/responses/R'}}}}
components:
  responses: {R: {description: r, content: {text/plain: {schema: {type: string, format: uuid}}}}}
  schemas:
    A: {$ref: '#/paths/~1a/get/responses/200/content/text~1plain/schema'}
`);
  assert.equal(resolveSchema(contract, schemaNamed(contract, "A")).format, "uuid");
});

test("circles of references end in a finding", () => {
  const body = `paths: {/a: {get: {parameters: [{$ref: '#/components/parameters/P'}], ${answer}}}}
components:
  parameters: {P: {$ref: '#/components/parameters/Q'}, Q: {$ref: '#/components/parameters/P'}}
  schemas:
    A: {$ref: '#/components/schemas/B'}
    B: {$ref: '#/components/schemas/A'}
    C: {$ref: '#/components/schemas/C/properties/x'}
    D: {$ref: '#/components/schemas/D'}
`;
  const rules = rulesOf(body);
  assert.ok(rules.includes("error contract/reference-cycle 7"));
  assert.ok(rules.includes("error contract/reference-cycle 10"));
  assert.ok(rules.includes("error contract/lost-operation 3"));
  const contract = readAnyhow(body);
  for (const name of ["A", "B", "C", "D"]) {
    assert.deepEqual(resolveSchema(contract, schemaNamed(contract, name)).types, []);
    flattenSchema(contract, schemaNamed(contract, name));
  }
});

test("siblings of a reference: read in 3.1, ignored in 3.0", () => {
  const body = `paths: {/a: {get: {${answer}}}}
components:
  schemas:
    A: {type: object, description: a, properties: {x: {type: string}}}
    B: {$ref: '#/components/schemas/A', description: b, required: [x], type: [object, 'null']}
`;
  const modern = readFine(body);
  const flat = flattenSchema(modern, schemaNamed(modern, "B"));
  assert.equal(flat.description, "b");
  assert.equal(flat.properties[0]?.required, true);
  const old = readFine(body, "3.0.3");
  assert.equal(flattenSchema(old, schemaNamed(old, "B")).description, "a");
});

test("a default beside a reference is one in 3.0 as well, and nothing else there is", () => {
  const old = readFine(
    `paths: {/a: {get: {${answer}}}}
components:
  schemas:
    A: {type: string, enum: [x, y]}
    B: {$ref: '#/components/schemas/A', default: y, description: b}
`,
    "3.0.3",
  );
  const { default: begins, description, enum: values } = flattenSchema(old, schemaNamed(old, "B"));
  assert.deepEqual([begins, description, values], ["y", "", ["x", "y"]]);
});

test("a reference to the wrong kind of thing", () => {
  assert.match(
    findingsOf(`paths: {/a: {get: {responses: {'200': {$ref: '#/components/schemas/A'}}}}}
components: {schemas: {A: {type: object}}}`).join("\n"),
    /contract\/wrong-reference .* one of the schemas, where one of the responses is wanted/,
  );
});

test("the section in front of a name is mended too", () => {
  const { findings } = readContract(
    "a.yaml",
    makeDocument(
      "paths: {}\ncomponents: {schemas: {Book: {type: object}, B: {$ref: '#/definitions/Book'}, C: {$ref: '#/components/schema/Book'}}}",
    ),
  );
  const mends = findings
    .filter((each) => each.rule === "contract/unresolved-reference")
    .map((each) => each.mend);
  assert.match(mends[0] ?? "", /"#\/components\/schemas\/Book"/);
  assert.match(mends[1] ?? "", /"#\/components\/schemas\/Book"/);
  assert.deepEqual(
    brief(schemaNamed(readAnyhow("paths: {}\ncomponents: {schemas: {Book: {type: object}}}"), "Book")),
    {
      types: ["object"],
    },
  );
});
