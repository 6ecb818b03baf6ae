import assert from "node:assert/strict";
import { formatSpan } from "#base";
import { type Contract, type Operation, readContract, type Schema } from "#contract";

/** A document of 3.1 with what is left out of every test, so that a test shows what it is about. */
export function makeDocument(body: string, version = "3.1.0"): string {
  return `openapi: ${version}\ninfo: {title: T, version: '1'}\n${body}`;
}

export function readFine(body: string, version?: string): Contract {
  const { value, findings } = readContract("api.yaml", makeDocument(body, version));
  assert.deepEqual(findings.map(showFinding), []);
  assert.ok(value);
  return value;
}

export function readAnyhow(body: string, version?: string): Contract {
  const { value } = readContract("api.yaml", makeDocument(body, version));
  assert.ok(value);
  return value;
}

/** Every finding as `severity rule place: message`, the place without the file. */
export function findingsOf(body: string, version?: string): readonly string[] {
  return readContract("api.yaml", makeDocument(body, version)).findings.map(showFinding);
}

/** Rules only, as most tests are about which problem is found where. */
export function rulesOf(body: string, version?: string): readonly string[] {
  return readContract("api.yaml", makeDocument(body, version)).findings.map(
    (finding) => `${finding.severity} ${finding.rule} ${finding.span?.line}`,
  );
}

type Finding = ReturnType<typeof readContract>["findings"][number];

function showFinding(finding: Finding): string {
  const place = finding.span === undefined ? "" : formatSpan(finding.span).replace(/^[^:]*:/, "");
  return `${finding.severity} ${finding.rule} ${place}: ${finding.message}`;
}

export function schemaNamed(contract: Contract, name: string): Schema {
  const schema = contract.schemas.get(name);
  assert.ok(schema, `no schema ${name}`);
  return schema;
}

export function onlyOperation(contract: Contract): Operation {
  const [operation, ...others] = contract.operations;
  assert.ok(operation);
  assert.equal(others.length, 0);
  return operation;
}

/** One schema `A` under components, written as the lines below its name. */
export function schemaDocument(text: string): string {
  return `paths: {}\ncomponents:\n  schemas:\n    A: ${text}`;
}

export function readSchemaText(text: string, version?: string): Schema {
  return schemaNamed(readAnyhow(schemaDocument(text), version), "A");
}

/** The fields of a schema that say something. */
export function brief(schema: Schema): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schema).filter(
      ([key, value]) =>
        !["kind", "span", "name"].includes(key) &&
        value !== false &&
        value !== "" &&
        !(Array.isArray(value) && value.length === 0),
    ),
  );
}
