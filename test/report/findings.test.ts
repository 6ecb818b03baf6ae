import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import type { Finding, Span } from "#base";
import { findingsJson, reportFindings } from "#report";
import { checkGolden } from "./golden.ts";

const source = 'openapi: 3.1.0\npaths:\n  /books:\n    get: { x: "\u001b[31m" }\n';

function spanOf(text: string): Span {
  const offset = source.indexOf(text);
  const before = source.slice(0, offset).split("\n");
  const column = (before.at(-1)?.length ?? 0) + 1;
  return { file: "broken.yaml", line: before.length, column, offset, end: offset + text.length };
}

const findings: readonly Finding[] = [
  { rule: "contract/unread-element", severity: "note", message: "not read yet", span: spanOf("paths") },
  {
    rule: "contract/unresolved-reference",
    severity: "error",
    message: '"#/components/schemas/Bok" is not in this document',
    span: spanOf("/books"),
    mend: 'did you mean "#/components/schemas/Book"?',
    path: [
      { message: "GET /books answers it", span: spanOf("get") },
      { message: "the document", span: spanOf("openapi") },
    ],
  },
  {
    rule: "settings/unknown-key",
    severity: "warning",
    message: "hostile \u001b[2J text",
    span: spanOf("x:"),
  },
];

const look = { colour: false, width: 100 };
const sources = new Map([["broken.yaml", source]]);

describe("findings", () => {
  test("are told with place, line, path and mend, the most severe first", () => {
    checkGolden("findings.txt", `${reportFindings(findings, { look, sources }).join("\n")}\n`);
  });
  test("are bounded, with the command for the rest", () => {
    const text = reportFindings(findings, { look, most: 1, more: "keelback plan x.yaml --all" }).join("\n");
    match(text, /… 2 more: keelback plan x\.yaml --all\n1 error, 1 warning, 1 note$/);
  });
  test("never hand control characters on", () => {
    const text = reportFindings(findings, { look, sources }).join("");
    ok(!/\p{Cc}/u.test(text));
  });
  test("are whole as JSON, without colour", () => {
    const json = findingsJson(findings) as readonly Record<string, unknown>[];
    strictEqual(json.length, 3);
    deepStrictEqual(Object.keys(json[1] ?? {}), [
      "rule",
      "severity",
      "message",
      "at",
      "place",
      "mend",
      "path",
    ]);
    strictEqual(json[1]?.["at"], "broken.yaml:3:3");
  });
  test("show what stands around a place on a very long line", () => {
    const long = `${" ".repeat(50_000)}"broken"${"x".repeat(50_000)}`;
    const span = { file: "one-line.json", line: 1, column: 50_001, offset: 50_000, end: 50_008 };
    const lines = reportFindings([{ rule: "a/b", severity: "error", message: "here", span }], {
      look,
      sources: new Map([["one-line.json", long]]),
    });
    match(lines.join("\n"), /"broken"x/);
    for (const line of lines) ok(line.length <= look.width);
  });
});
