import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { isMap, isScalar, isSeq, parseDocument, visit } from "yaml";
import { exampleOf, flattenSchema, readContract } from "#contract";
import { anyCodePoint } from "../fuzz/code-points.ts";
import { rounds } from "../fuzz/rounds.ts";
import { processorMs } from "../processor-time.ts";

const texts = [
  "conduit/openapi.yml",
  "petstore/openapi.yaml",
  "museum/openapi.yaml",
  "tictactoe/openapi.yaml",
  "petstore/swagger.yaml",
  "events/streetlights-kafka-asyncapi.yml",
  "events/adeo-kafka-request-reply-asyncapi.yml",
].map((path) => readFileSync(new URL(`documents/${path}`, import.meta.url), "utf8"));

const small = texts[3] ?? "";
const newest = small.replace("openapi: 3.1.0", "openapi: 3.2.0");
const oldest = texts[4] ?? "";

function checkReading(text: string): void {
  const started = processorMs();
  const { value, findings, bundle } = readContract("fuzz.yaml", text);
  if (bundle !== undefined) readContract("bundle.yaml", bundle.text);
  for (const finding of findings) {
    const { span } = finding;
    assert.ok(span, finding.rule);
    assert.ok(span.offset >= 0 && span.offset <= span.end && span.end <= text.length, finding.rule);
    assert.ok(span.line >= 1 && span.column >= 1, finding.rule);
    assert.ok(finding.mend !== undefined && finding.message !== "", finding.rule);
    assert.match(finding.rule, /^contract\/[a-z-]+$/);
  }
  if (value === undefined) assert.ok(findings.some((finding) => finding.severity === "error"));
  else {
    assert.equal(new Set(value.operations.map((operation) => operation.id)).size, value.operations.length);
    assert.equal(new Set(value.events.map((event) => event.id)).size, value.events.length);
    for (const schema of value.schemas.values()) {
      flattenSchema(value, schema);
      exampleOf(value, schema);
    }
  }
  assert.ok(processorMs() - started < 20_000, "it takes too long");
}

const place = fc.nat(1_000_000);

test("texts that are cut, doubled and overwritten", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.array(fc.tuple(place, fc.nat(40), fc.string({ unit: anyCodePoint, maxLength: 4 })), {
        minLength: 1,
        maxLength: 4,
      }),
      (text, edits) => {
        const broken = edits.reduce((current, [at, length, inserted]) => {
          const from = at % (current.length + 1);
          return current.slice(0, from) + inserted + current.slice(from + length);
        }, text);
        checkReading(broken);
      },
    ),
    rounds(10, 11),
  );
});

test("texts that end early", () => {
  fc.assert(
    fc.property(fc.constantFrom(...texts), place, (text, at) =>
      checkReading(text.slice(0, at % text.length)),
    ),
    rounds(10, 12),
  );
});

test("random texts", () => {
  const signs = fc.string({ unit: fc.constantFrom(..."{}[]:,-?&*!|>'\"%#\n \tab0.~<"), maxLength: 60 });
  fc.assert(
    fc.property(fc.oneof(signs, fc.string({ unit: anyCodePoint })), (text) => {
      checkReading(text);
      checkReading(`openapi: 3.1.0\npaths:\n ${text}`);
      checkReading(`swagger: "2.0"\ndefinitions:\n ${text}`);
    }),
    rounds(200, 13),
  );
});

const replacements: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  "",
  "#/components/schemas/status",
  "#/paths",
  "#",
  "__proto__",
  [],
  {},
  [[]],
  { $ref: "#/components/schemas/mark" },
  { $ref: "#/components" },
  { $ref: "#/definitions/Pet" },
  { $ref: "#/parameters/petToKeep" },
  { $ref: "#/paths/~1pet/put/parameters/0/schema" },
  { type: "file", in: "formData", name: "file" },
  { $ref: 1 },
  { type: "null" },
  { type: ["string", "null"], enum: [null] },
];

// One node of the tree, counted in document order, is removed, doubled or replaced.
function mutate(text: string, at: number, change: number): string {
  const document = parseDocument(text);
  let count = 0;
  visit(document, (_, node) => {
    if (isScalar(node) || isMap(node) || isSeq(node)) count += 1;
  });
  const chosen = at % count;
  let index = 0;
  visit(document, (_, node) => {
    if (!(isScalar(node) || isMap(node) || isSeq(node))) return undefined;
    index += 1;
    if (index - 1 !== chosen) return undefined;
    if (change === 0) return visit.REMOVE;
    if (change === 1 && isSeq(node)) {
      node.items = [...node.items, ...node.items];
      return visit.BREAK;
    }
    return document.createNode(replacements[change % replacements.length]);
  });
  return document.toString({ simpleKeys: false });
}

test("documents with a node removed, doubled or replaced", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(small, newest, texts[2] ?? "", oldest),
      fc.array(fc.tuple(place, fc.nat(100)), { minLength: 1, maxLength: 3 }),
      (text, changes) => {
        let mutated = text;
        for (const [at, change] of changes) {
          const before = mutated;
          try {
            mutated = mutate(before, at, change);
          } catch {
            // The library refuses to write some trees; what it cannot write is no text to read.
            mutated = before;
          }
        }
        checkReading(mutated);
      },
    ),
    rounds(25, 14),
  );
});
