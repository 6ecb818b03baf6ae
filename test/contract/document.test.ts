import assert from "node:assert/strict";
import { test } from "node:test";
import { readContract } from "#contract";
import { brief, findingsOf, onlyOperation, readFine, readSchemaText, rulesOf, schemaNamed } from "./check.ts";

test("a syntax error names its place, and what follows from it is not reported", () => {
  const { value, findings } = readContract("x.yaml", "openapi: 3.1.0\ninfo: {title: T\npaths:\n  /a: [\n");
  assert.notEqual(value, undefined);
  assert.ok(findings.length > 0);
  assert.ok(findings.every((finding) => finding.rule === "contract/unreadable"));
  assert.ok((findings[0]?.span?.line ?? 0) >= 2);
});

test("duplicate keys are errors, and the first one counts", () => {
  assert.deepEqual(rulesOf("paths: {}\npaths: {/a: 1}"), [
    "warning contract/missing-operations 3",
    "error contract/duplicate-key 4",
  ]);
});

test("words of YAML 1.1 stay texts, whatever a directive says", () => {
  const text = `%YAML 1.1\n---\nopenapi: 3.1.0\ninfo: {title: no, version: 1.0}\npaths: {}\ncomponents: {schemas: {A: {type: string, enum: [no, yes, on, off]}}}`;
  const { value } = readContract("x.yaml", text);
  assert.deepEqual(value?.schemas.get("A")?.enum, ["no", "yes", "on", "off"]);
  assert.equal(value?.title, "no");
  assert.equal(value?.version, "1.0");
});

test("aliases and merge keys are followed", () => {
  const contract = readFine(
    `paths: {}
x-base: &base
  type: object
  properties: {id: {type: integer}}
components:
  schemas:
    A: *base
    B:
      <<: *base
      title: B
`.replace("paths: {}", "paths: {/a: {get: {responses: {'200': {description: ok}}}}}"),
  );
  assert.deepEqual(brief(schemaNamed(contract, "A"))["types"], ["object"]);
  assert.equal(schemaNamed(contract, "B").title, "B");
  assert.equal(schemaNamed(contract, "B").properties[0]?.name, "id");
});

test("an alias inside what it stands for is an error", () => {
  assert.match(findingsOf("paths: &a {/a: *a}").join("\n"), /contract\/alias-cycle 3:16/);
});

test("aliases that blow up are refused quickly", () => {
  const lines = ["x0: &x0 [a,a,a,a,a,a,a,a,a]"];
  for (let level = 1; level < 12; level += 1)
    lines.push(
      `x${level}: &x${level} [${Array(9)
        .fill(`*x${level - 1}`)
        .join(",")}]`,
    );
  assert.match(findingsOf(`paths: {}\n${lines.join("\n")}`).join("\n"), /contract\/alias-bomb/);
});

test("a chain of aliases cannot nest deeper than text may", () => {
  const lines = ["x0: &x0 [a]"];
  for (let level = 1; level < 5_000; level += 1) lines.push(`x${level}: &x${level} [*x${level - 1}]`);
  assert.match(findingsOf(`paths: {}\n${lines.join("\n")}`).join("\n"), /contract\/too-deep/);
});

test("keys that are no texts are errors", () => {
  assert.match(findingsOf("paths: {}\n? [a, b]\n: 1\n").join("\n"), /error contract\/bad-key/);
});

test("a second document is not read", () => {
  assert.deepEqual(rulesOf("paths: {}\n---\na: 1\n").slice(-1), ["warning contract/several-documents 4"]);
});

test("names such as __proto__ and constructor are just names", () => {
  const contract = readFine(`paths:
  /a:
    get:
      operationId: __proto__
      responses: {'200': {description: ok}}
components:
  schemas:
    __proto__: {type: object, required: [__proto__], properties: {__proto__: {type: string, example: x}}}
    constructor: {example: {__proto__: {polluted: true}}}
`);
  assert.equal(onlyOperation(contract).id, "__proto__");
  assert.equal(schemaNamed(contract, "__proto__").properties[0]?.required, true);
  const [example] = schemaNamed(contract, "constructor").examples;
  assert.equal(JSON.stringify(example), '{"__proto__":{"polluted":true}}');
  assert.equal(Reflect.get({}, "polluted"), undefined);
});

test("numbers that JSON has no form for stay texts", () => {
  assert.deepEqual(readSchemaText("{enum: [.nan, .inf, 1.5]}").enum, [".nan", ".inf", 1.5]);
});
