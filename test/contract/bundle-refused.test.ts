import assert from "node:assert/strict";
import { test } from "node:test";
import { readContract, type Unopened } from "#contract";
import { processorMs } from "../processor-time.ts";
import { makeDocument } from "./check.ts";
import { answer, findingsOfFiles, readFiles } from "./check-files.ts";

const refused: readonly (readonly [reference: string, rule: string, message: RegExp])[] = [
  ["/etc/schema.yaml", "refused-reference", /absolute path/],
  ["../../secret.yaml", "refused-reference", /leads out of the contract's folder/],
  ["a/../../../secret.yaml", "refused-reference", /leads out/],
  ["..\\\\secret.yaml", "refused-reference", /backslash/],
  ["a%5c..%5csecret.yaml", "refused-reference", /backslash/],
  ["a\\0.yaml", "refused-reference", /control character/],
  ["a%00.yaml", "refused-reference", /control character/],
  ["%2e%2e/%2e%2e/secret.yaml", "refused-reference", /percent signs/],
  ["..%2f..%2fsecret.yaml", "refused-reference", /percent signs/],
  ["file:///etc/schema.yaml", "refused-reference", /absolute path/],
  ["C:/secret.yaml", "refused-reference", /absolute path/],
  ["C:secret.yaml", "remote-reference", /another machine/],
  ["http://example.com/a.yaml", "remote-reference", /another machine/],
  ["https://example.com/a.yaml#/A", "remote-reference", /another machine/],
  ["//example.com/a.yaml", "remote-reference", /another machine/],
  ["passwd", "refused-reference", /not named like a document/],
  [".env", "refused-reference", /not named like a document/],
  [".yaml", "refused-reference", /not named like a document/],
  ["a.yaml/", "refused-reference", /not named like a document/],
  ["a.txt#/A", "refused-reference", /not named like a document/],
  ["a.yaml?b", "refused-reference", /query/],
];

for (const [reference, rule, message] of refused) {
  test(`${reference} is refused and not opened`, () => {
    const { findings, opened, value } = readFiles(
      `paths: {/a: {get: {responses: {'200': {$ref: "${reference}"}}}}}`,
    );
    const found = findings.filter((each) => each.rule === `contract/${rule}`);
    assert.equal(found.length, 1);
    assert.match(found[0]?.message ?? "", message);
    assert.deepEqual([found[0]?.span?.line, found[0]?.span?.file], [3, "api/openapi.yaml"]);
    assert.ok(found[0]?.mend);
    assert.deepEqual(opened, []);
    assert.deepEqual(value?.operations, []);
  });
}

test("a contract outside the root reads below its own folder only", () => {
  const read = (reference: string) => {
    const opened: string[] = [];
    readContract("../../x/api.yaml", makeDocument(`paths: {/a: {$ref: ${reference}}}`), (path) => {
      opened.push(path);
      return undefined;
    });
    return opened;
  };
  assert.deepEqual(read("b.yaml"), ["../../x/b.yaml"]);
  assert.deepEqual(read("../b.yaml"), []);
  assert.deepEqual(read("../../b.yaml"), []);
  assert.deepEqual(read("../../../x/b.yaml"), []);
  assert.deepEqual(read("../y/b.yaml"), []);
});

test("whoever opens files has the last word", () => {
  const span = { file: "a.yaml", line: 2, column: 3, offset: 9, end: 9 };
  const read = (unread: Unopened) =>
    readContract("api.yaml", makeDocument("paths: {/a: {$ref: a.yaml}}"), () => unread).findings[0];
  assert.equal(read({ reason: "outside" })?.rule, "contract/refused-reference");
  assert.equal(read({ reason: "missing", nearest: "b.yaml" })?.mend, "did you mean b.yaml?");
  const unreadable = read({ reason: "unreadable", why: "is a folder", mend: "name a file", span });
  assert.equal(unreadable?.message, 'a.yaml, to which "a.yaml" leads, is a folder');
  assert.equal(unreadable?.mend, "name a file");
  assert.deepEqual(unreadable?.path, [{ message: "here it shows", span }]);
});

test("a file that is not there: named with the place, and the operation is lost", () => {
  const files = { "api/a.yaml": "get:\n  responses:\n    '200': {$ref: b.yaml}\n" };
  assert.deepEqual(findingsOfFiles("paths: {/a: {$ref: a.yaml}}", files), [
    'lost-operation api/a.yaml:1:1: GET /a cannot be understood because of line 3: there is no file api/b.yaml, to which "b.yaml" leads | mend that place; the operation is left out until then',
    'missing-file api/a.yaml:3:13: there is no file api/b.yaml, to which "b.yaml" leads | write the file, or correct its name here',
  ]);
});

test("a fragment that is not there", () => {
  const found = findingsOfFiles(
    "paths: {/a: {get: {responses: {'200': {$ref: 'a.yaml#/reponses/Ok'}, '400': {$ref: 'a.yaml#here'}}}}}",
    { "api/a.yaml": "responses: {Ok: {description: ok}}" },
  ).join("\n");
  assert.match(
    found,
    /unresolved-reference api\/openapi\.yaml:3:40: "a\.yaml#\/reponses\/Ok" is not in api\/a\.yaml \| did you mean "#\/responses\/Ok" \(api\/a\.yaml:1:1\)\?/,
  );
  assert.match(found, /"a\.yaml#here" is not in api\/a\.yaml/);
});

test("a file that is no YAML, one that is empty, and one that is just a text", () => {
  const found = findingsOfFiles(
    "paths: {/a: {$ref: broken.yaml}, /b: {$ref: empty.yaml}, /c: {$ref: text.yaml}}",
    {
      "api/broken.yaml": `get: {${answer}}\nput: [`,
      "api/empty.yaml": "# nothing\n",
      "api/text.yaml": "hello",
    },
  ).join("\n");
  assert.match(found, /unreadable api\/broken\.yaml:2:\d+: this is not valid YAML or JSON/);
  assert.match(
    found,
    /unreadable-file api\/openapi\.yaml:3:39: api\/empty\.yaml, to which "empty\.yaml" leads, holds nothing/,
  );
  assert.match(
    found,
    /wrong-reference api\/openapi\.yaml:3:\d+: "text\.yaml" leads to a text, where a path item is wanted/,
  );
});

const kinds = {
  "api/kinds.yaml": `
schema: {type: object}
parameter: {name: a, in: query, schema: {type: string}}
response: {description: ok, content: {text/plain: {}}}
body: {required: true, content: {text/plain: {}}}
scheme: {type: http, scheme: bearer}
item: {get: {${answer}}}
list: [a]
components: {responses: {R: {description: r}}}
`,
  "api/whole.yaml": "openapi: 3.1.0\npaths: {}",
};

const wrong: readonly (readonly [where: string, reference: string, actual: string])[] = [
  ["content: {text/plain: {schema: {$ref: X}}}", "kinds.yaml#/response", "a response, where a schema is"],
  ["content: {text/plain: {schema: {$ref: X}}}", "kinds.yaml#/parameter", "a parameter, where a schema is"],
  ["content: {text/plain: {schema: {$ref: X}}}", "kinds.yaml#/item", "a path item, where a schema is"],
  ["content: {text/plain: {schema: {$ref: X}}}", "kinds.yaml#/list", "a list, where a schema is"],
  [
    "content: {text/plain: {schema: {$ref: X}}}",
    "kinds.yaml#/scheme",
    "a security scheme, where a schema is",
  ],
  [
    "content: {text/plain: {schema: {$ref: X}}}",
    "kinds.yaml#/components/responses/R",
    "a response, where a schema is",
  ],
  ["content: {text/plain: {schema: {$ref: X}}}", "whole.yaml", "a whole contract, where a schema is"],
  ["headers: {x: {$ref: X}}", "kinds.yaml#/schema", "a schema, where a header is"],
  ["headers: {x: {$ref: X}}", "kinds.yaml#/parameter", "a parameter, where a header is"],
];

for (const [where, reference, actual] of wrong) {
  test(`${reference} is of the wrong kind in ${where.slice(0, 10)}`, () => {
    const body = `paths: {/a: {get: {responses: {'200': {description: ok, ${where.replace("X", `'${reference}'`)}}}}}}`;
    const found = findingsOfFiles(body, kinds);
    assert.equal(
      found.filter(
        (each) =>
          each.startsWith("wrong-reference api/openapi.yaml:3:") &&
          each.includes(`leads to ${actual} wanted`),
      ).length,
      1,
      found.join("\n"),
    );
    assert.equal(found.filter((each) => each.startsWith("lost-operation")).length, 1);
  });
}

test("circles of mere references, of all kinds, across files", () => {
  const found = findingsOfFiles(
    `paths:
  /a: {$ref: 'a.yaml#/item'}
  /b: {get: {parameters: [{$ref: 'a.yaml#/parameter'}], ${answer}}}
  /c: {get: {responses: {'200': {description: ok, content: {text/plain: {schema: {$ref: 'a.yaml#/schema'}}}}}}}
  /d: {get: {responses: {'200': {$ref: 'a.yaml#/x/y'}}}}
components: {schemas: {A: {$ref: self.yaml}}}`,
    {
      "api/a.yaml":
        "item: {$ref: 'b.yaml#/item'}\nparameter: {$ref: 'b.yaml#/parameter'}\nschema: {$ref: 'b.yaml#/schema'}\nx: {$ref: 'b.yaml#/x/y'}",
      "api/b.yaml":
        "item: {$ref: 'a.yaml#/item'}\nparameter: {$ref: 'a.yaml#/parameter'}\nschema: {$ref: 'a.yaml#/schema'}\nx: {$ref: 'a.yaml#/x'}",
      "api/self.yaml": "$ref: self.yaml",
    },
  );
  const cycles = found.filter((each) => each.startsWith("reference-cycle"));
  assert.ok(cycles.length >= 4, found.join("\n"));
  assert.ok(cycles.some((each) => /b\.yaml:1:/.test(each)));
  assert.ok(cycles.some((each) => /self\.yaml:1:1/.test(each)));
  for (const path of ["/b", "/c", "/d"])
    assert.ok(
      found.some((each) => each.startsWith("lost-operation") && each.includes(`GET ${path} `)),
      `${path}\n${found.join("\n")}`,
    );
});

test("more files than a contract may have", () => {
  let opened = 0;
  const started = processorMs();
  const { findings } = readContract(
    "api.yaml",
    makeDocument(
      "paths: {/a: {get: {responses: {'200': {description: ok, content: {text/plain: {schema: {$ref: 1.yaml}}}}}}}}",
    ),
    (path) => {
      opened += 1;
      return `type: object\nproperties: {next: {$ref: ${Number.parseInt(path, 10) + 1}.yaml}}`;
    },
  );
  assert.equal(opened, 4999);
  assert.ok(
    findings.some(({ rule, span }) => rule === "contract/too-many-files" && span?.file === "4999.yaml"),
  );
  assert.ok(processorMs() - started < 15_000);
});

test("more text than a contract may have, over all files", () => {
  const text = `description: ${"a".repeat(3_000_000)}`;
  const schemas = Array.from({ length: 8 }, (_, index) => `{$ref: ${index}.yaml}`).join(", ");
  const { findings } = readContract(
    "api.yaml",
    makeDocument(`paths: {}\ncomponents: {schemas: {A: {oneOf: [${schemas}]}}}`),
    () => text,
  );
  assert.equal(findings.filter(({ rule }) => rule === "contract/too-large").length, 3);
});

test("aliases of all files together are bounded", () => {
  const lines = ["x0: &x0 [a,a,a,a,a,a,a,a,a]"];
  for (let level = 1; level < 6; level += 1)
    lines.push(
      `x${level}: &x${level} [${Array(9)
        .fill(`*x${level - 1}`)
        .join(",")}]`,
    );
  const schemas = Array.from({ length: 20 }, (_, index) => `{$ref: '${index}.yaml#/A'}`).join(", ");
  const started = processorMs();
  const { findings } = readContract(
    "api.yaml",
    makeDocument(`paths: {}\ncomponents: {schemas: {A: {oneOf: [${schemas}]}}}`),
    () => `A: {type: object}\n${lines.join("\n")}`,
  );
  assert.ok(findings.some(({ rule }) => rule === "contract/alias-bomb"));
  assert.ok(processorMs() - started < 15_000);
});

test("paths that hold each other twice do not multiply", () => {
  const started = processorMs();
  const { findings } = readContract("api.yaml", makeDocument("paths: {/a: {$ref: 0.yaml}}"), (path) => {
    const inner = `{'{$url}': {$ref: ${Number.parseInt(path, 10) + 1}.yaml}}`;
    return Number.parseInt(path, 10) > 40
      ? `get: {${answer}}`
      : `get: {${answer}, callbacks: {a: ${inner}, b: ${inner}}}`;
  });
  assert.ok(
    findings.some(({ rule }) => rule === "contract/alias-bomb" || rule === "contract/too-deep"),
    JSON.stringify(findings.map(({ rule }) => rule)),
  );
  assert.ok(processorMs() - started < 15_000);
});

test("a long chain of maps in maps ends, whichever end is read first", () => {
  const count = 1_000;
  const links = Array.from(
    { length: count },
    (_, index) => `p${index}: {get: {${answer}, callbacks: {a: {x: {$ref: '#/p${index + 1}'}}}}}`,
  );
  const paths = Array.from(
    { length: count },
    (_, index) => `/a${index}: {$ref: 'a.yaml#/p${count - index}'}`,
  );
  const { findings } = readContract(
    "api.yaml",
    makeDocument(`paths: {${paths.join(", ")}}`),
    () => `${links.join("\n")}\np${count}: {get: {${answer}}}`,
  );
  assert.ok(findings.some(({ rule }) => rule === "contract/too-deep"));
  const mere = Array.from({ length: 10_000 }, (_, index) => `p${index}: {$ref: '#/p${index + 1}'}`).join(
    "\n",
  );
  assert.ok(
    readContract("api.yaml", makeDocument("paths: {/a: {$ref: 'a.yaml#/p0'}}"), () => mere).findings.length >
      0,
  );
});
