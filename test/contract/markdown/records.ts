import assert from "node:assert/strict";
import type { Contract } from "#contract";
import { readContract } from "#contract";
import { printOpenapi } from "../../../src/contract/print/print-openapi.ts";

/** Reads a record in which nothing is wrong. */
export function readFine(text: string): Contract {
  const { value, findings } = readContract("docs/record.md", text);
  assert.deepEqual(findings.map(show), []);
  assert.ok(value);
  return value;
}

export function findingsOf(text: string): readonly string[] {
  return readContract("docs/record.md", text).findings.map(show);
}

function show({ span, severity, rule }: ReturnType<typeof readContract>["findings"][number]): string {
  return `${span?.line}:${span?.column} ${severity} ${rule}`;
}

/** The record as a document of OpenAPI: what a test compares. */
export function documentOf(contract: Contract): unknown {
  return JSON.parse(JSON.stringify(printOpenapi(contract)));
}

/** One endpoint that takes one field, as a row of a table. */
export function fieldRecord(type: string, rules = "", more = ""): string {
  return `# T\n\n**Version:** 1\n\n### POST /things\n\n| Name | Type | Rules |\n|---|---|---|\n| f | ${type} | ${rules} |\n\n**Response 204:** none\n\n${more}`;
}

export function schemaOfField(type: string, rules = "", more = ""): unknown {
  const { value } = readContract("docs/record.md", fieldRecord(type, rules, more));
  assert.ok(value);
  const document = documentOf(value) as {
    paths: {
      "/things": {
        post: { requestBody?: { content: Record<string, { schema: { properties: { f: unknown } } }> } };
      };
    };
  };
  return document.paths["/things"].post.requestBody?.content["application/json"]?.schema.properties.f;
}
