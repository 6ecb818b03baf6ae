import type { Parameter, PathSegment } from "../contract.ts";
import type { Entry } from "../document/node.ts";
import { type Reader, report } from "./reader.ts";
import { quote, suggest } from "./shape.ts";

/** A path template, taken apart. */
export interface PathTemplate {
  readonly path: string;
  readonly segments: readonly PathSegment[];
  readonly names: readonly string[];
}

export function readTemplate(reader: Reader, entry: Entry): PathTemplate | undefined {
  const path = entry.key;
  const problem = templateProblem(path);
  if (problem !== undefined) {
    report(reader, entry.span, {
      rule: "bad-path",
      message: `${quote(path)} ${problem}: the operations under it are left out`,
      mend: "write it like /books/{bookId}",
    });
    return undefined;
  }
  const names = [...path.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? "");
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) {
    report(reader, entry.span, {
      rule: "repeated-path-parameter",
      message: `${quote(repeated)} is in ${quote(path)} twice: which of the two is meant cannot be told`,
      mend: "give each its own name",
    });
  }
  const segments = path.split("/").filter((text) => text !== "");
  return {
    path,
    segments: segments.map((text) => readSegment(reader, entry, text)),
    names: [...new Set(names)],
  };
}

function templateProblem(path: string): string | undefined {
  if (!path.startsWith("/")) return "does not begin with a slash";
  if (path.length > 2_000) return "is too long";
  if (/[?#]/.test(path)) return "has a query in it";
  if (/[\s\u0000-\u001f]/.test(path)) return "has white space in it";
  return /[{}]/.test(path.replace(/\{[^{}/]+\}/g, "")) ? "has a brace that does not match" : undefined;
}

function readSegment(reader: Reader, entry: Entry, text: string): PathSegment {
  const name = /^\{([^{}]+)\}$/.exec(text)?.[1];
  if (name !== undefined) return { kind: "parameter", name };
  if (text.includes("{")) {
    report(reader, entry.span, {
      rule: "mixed-segment",
      severity: "warning",
      message: `${quote(text)} is a parameter with text around it: it is taken as one fixed text`,
      mend: "give the parameter a segment of its own",
    });
  }
  return { kind: "literal", text };
}

/** Reports templates that differ in the names of their parameters only: a request cannot tell them apart. */
export function reportClashes(reader: Reader, entries: readonly Entry[]): void {
  const seen = new Map<string, Entry>();
  for (const entry of entries) {
    const shape = entry.key.replace(/\{[^{}]*\}/g, "{}").replace(/(?<=.)\/$/, "");
    const first = seen.get(shape);
    if (first === undefined) {
      seen.set(shape, entry);
      continue;
    }
    report(reader, entry.span, {
      rule: "clashing-paths",
      message: `${quote(entry.key)} and ${quote(first.key)} match the same requests: which one answers cannot be told`,
      mend: "merge the two, or tell them apart by a fixed segment",
      path: [{ message: "the first one", span: first.span }],
    });
  }
}

/** Brings parameters and template together: an undeclared one becomes a text, one without a place is dropped. */
export function matchPathParameters(
  reader: Reader,
  template: PathTemplate,
  operation: Entry,
  parameters: readonly Parameter[],
  makeText: () => Parameter["schema"],
): readonly Parameter[] {
  const declared = new Set(parameters.filter((each) => each.in === "path").map((each) => each.name));
  const kept = parameters.filter((parameter) => {
    if (parameter.in !== "path" || template.names.includes(parameter.name)) return true;
    report(reader, parameter.span, {
      rule: "unused-path-parameter",
      message: `${quote(parameter.name)} is declared, but not in ${quote(template.path)}: it is left out`,
      mend:
        suggest(parameter.name, template.names) ?? `add {${parameter.name}} to the path, or remove it here`,
    });
    return false;
  });
  const added = template.names.filter((name) => !declared.has(name));
  for (const name of added) {
    report(reader, operation.span, {
      rule: "undeclared-path-parameter",
      message: `{${name}} of ${quote(template.path)} is not declared: every text is accepted there`,
      mend: suggest(name, declared) ?? `declare a parameter ${quote(name)} with in: path`,
    });
  }
  return [...kept, ...added.map((name) => textParameter(name, operation, makeText()))];
}

function textParameter(name: string, operation: Entry, schema: Parameter["schema"]): Parameter {
  return {
    name,
    in: "path",
    required: true,
    description: "",
    schema,
    explode: false,
    style: "simple",
    examples: [],
    undescribed: true,
    span: operation.span,
  };
}
