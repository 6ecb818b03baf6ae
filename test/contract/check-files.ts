import assert from "node:assert/strict";
import { formatSpan } from "#base";
import { type Contract, type ContractReading, readContract } from "#contract";
import { makeDocument } from "./check.ts";

type Files = Readonly<Record<string, string>>;

export const answer = "responses: {'200': {description: ok}}";

export const contractFile = "api/openapi.yaml";

/** A reading of a contract of several files, with the paths that were opened, in order. */
export function readFiles(
  body: string,
  files: Files = {},
  version?: string,
): ContractReading & { readonly opened: readonly string[] } {
  const opened: string[] = [];
  const reading = readContract(contractFile, makeDocument(body, version), (path) => {
    opened.push(path);
    return Object.hasOwn(files, path) ? files[path] : undefined;
  });
  return { ...reading, opened };
}

export function readFilesFine(body: string, files: Files, version?: string): Contract {
  const { value, findings } = readFiles(body, files, version);
  assert.deepEqual(findings.map(showFinding), []);
  assert.ok(value);
  return value;
}

/** Every finding as `rule file:line:column: message | mend`. */
export function findingsOfFiles(body: string, files: Files = {}, version?: string): readonly string[] {
  return readFiles(body, files, version).findings.map(showFinding);
}

function showFinding({ rule, span, message, mend }: ContractReading["findings"][number]): string {
  const place = span === undefined ? "" : formatSpan(span);
  return `${rule.replace("contract/", "")} ${place}: ${message} | ${mend}`;
}
