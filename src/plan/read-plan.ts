import type { Finding, Read } from "#base";
import type { Plan } from "./plan.ts";
import { count, listOf, oneOf, record, type Shape, text } from "./shape.ts";

const longest = 20_000_000;

/** Reads a saved plan. What it says is not believed for that: `checkPlan` compares it with the domain. */
export function readPlan(file: string, source: string): Read<Plan | undefined> {
  const refuse = (message: string): Read<undefined> => ({
    value: undefined,
    findings: [unreadable(file, message)],
  });
  if (source.length > longest) return refuse(`it is longer than ${longest / 1_000_000} million characters`);
  const value = parse(source);
  if (value === undefined) return refuse("it is no JSON");
  const problem = plan(value, "plan");
  return problem === undefined && isPlan(value)
    ? { value, findings: [] }
    : refuse(problem ?? "it is no plan");
}

/** Whether a text is a plan of ours, of any version: only such a file may be written over. */
export function looksLikePlan(source: string): boolean {
  const value = source.length > longest ? undefined : parse(source);
  return typeof value === "object" && value !== null && "format" in value && "madeFrom" in value;
}

function unreadable(file: string, message: string): Finding {
  return {
    rule: "plan/unreadable",
    severity: "error",
    message: `${file} is no plan that can be used: ${message}`,
    mend: "make the plan again: keelback plan --out FILE",
  };
}

function parse(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

function isPlan(value: unknown): value is Plan {
  return plan(value, "plan") === undefined;
}

const span = record({ file: text, line: count, column: count, offset: count, end: count });

const operation: Readonly<Record<string, Shape>> = { id: text, method: text, path: text, span };

const step = record({
  id: text,
  kind: oneOf("skeleton", "module", "migration", "delivery"),
  title: text,
  purpose: text,
  operations: listOf(record({ ...operation, behaviour: text })),
  files: listOf(text),
  tests: listOf(record({ operation: text, sees: text, "file?": text })),
});

const plan = record({
  format: oneOf(1),
  madeFrom: record({
    contract: text,
    settings: text,
    stack: text,
    database: text,
    tool: text,
    digest: text,
  }),
  contract: record({
    file: text,
    label: text,
    title: text,
    version: text,
    operations: count,
    schemas: count,
  }),
  stack: text,
  database: text,
  steps: listOf(step),
  derived: listOf(text),
  leftOpen: listOf(record({ ...operation, reason: text })),
  assumptions: listOf(record({ id: text, text, span, setting: text, choices: listOf(text), chosen: text })),
});
