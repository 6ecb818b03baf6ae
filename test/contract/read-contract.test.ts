import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { exampleOf, flattenSchema, readContract } from "#contract";

const documents = [
  { path: "conduit/openapi.yml", label: "OpenAPI 3.1", basePath: "/api", operations: 19, schemas: 11 },
  { path: "petstore/openapi.yaml", label: "OpenAPI 3.0", basePath: "/api/v3", operations: 19, schemas: 6 },
  {
    path: "museum/openapi.yaml",
    label: "OpenAPI 3.1",
    basePath: "/_mock/docs/openapi/museum-api",
    operations: 8,
    schemas: 22,
  },
  { path: "tictactoe/openapi.yaml", label: "OpenAPI 3.1", basePath: "", operations: 3, schemas: 6 },
];

for (const { path, ...expected } of documents) {
  test(`reads ${path} without errors`, () => {
    const text = readFileSync(new URL(`documents/${path}`, import.meta.url), "utf8");
    const { value, findings } = readContract(path, text);
    assert.deepEqual(
      findings.filter((finding) => finding.severity !== "note"),
      [],
    );
    assert.ok(value);
    assert.deepEqual(
      {
        label: value.label,
        basePath: value.basePath,
        operations: value.operations.length,
        schemas: value.schemas.size,
      },
      expected,
    );
    for (const schema of value.schemas.values()) {
      flattenSchema(value, schema);
      assert.notEqual(exampleOf(value, schema), null);
      assert.equal(text.slice(schema.span.offset).startsWith(schema.name ?? ""), true);
    }
    for (const operation of value.operations)
      assert.equal(text.slice(operation.span.offset).startsWith(operation.method), true);
  });
}

test("the same document as JSON gives the same contract", () => {
  const yaml =
    "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      responses: {'200': {description: ok}}\n";
  const json =
    '{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":{"/a":{"get":{"responses":{"200":{"description":"ok"}}}}}}';
  const [left, right] = [yaml, json].map((text) =>
    JSON.stringify(readContract("x", text).value?.operations, (key, value) =>
      key === "span" ? undefined : value,
    ),
  );
  assert.equal(left, right);
});

const refused: readonly (readonly [text: string, rule: string, message: RegExp])[] = [
  ["", "contract/not-a-contract", /no API contract/],
  ["hello", "contract/not-a-contract", /no API contract/],
  ["- a\n- b", "contract/not-a-contract", /no API contract/],
  ["title: x", "contract/not-a-contract", /no API contract/],
  ["swagger: '1.2'", "contract/unsupported-version", /Swagger 1.2 is not read yet/],
  ["swagger: 2", "contract/unsupported-version", /Swagger 2 is not read yet/],
  ["openapi: '2.0'", "contract/unsupported-version", /OpenAPI 2.0 is not read yet/],
  ["openapi: 3.3.0", "contract/unsupported-version", /OpenAPI 3.3.0 is not read yet/],
  ["openapi: 4.0.0", "contract/unsupported-version", /OpenAPI 4.0.0 is not read yet/],
  ["openapi: [1]", "contract/unsupported-version", /OpenAPI/],
  ["asyncapi: 1.2.0", "contract/unsupported-version", /AsyncAPI 1.2.0 is not read yet/],
  ["asyncapi: 3", "contract/unsupported-version", /AsyncAPI 3 is not read yet/],
  ["asyncapi: 3.2.0", "contract/unsupported-version", /AsyncAPI 3.2.0 is not read yet/],
];

for (const [text, rule, message] of refused) {
  test(`refuses ${JSON.stringify(text)}`, () => {
    const { value, findings } = readContract("x.yaml", text);
    assert.equal(value, undefined);
    assert.equal(findings.length, 1);
    assert.equal(findings[0]?.rule, rule);
    assert.match(findings[0]?.message ?? "", message);
    assert.notEqual(findings[0]?.mend, undefined);
  });
}
