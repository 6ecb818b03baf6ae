import type { Span } from "#base";
import type { Entry, Node } from "../document/node.ts";
import { readDocument } from "../document/read-document.ts";
import type { CodeBlock } from "./blocks.ts";
import { type Context, tell } from "./context.ts";
import { listOf, mapOf, textNode } from "./make-node.ts";

const jsonLanguages = /^(?:json5?|jsonc|javascript|js|json schema|jsonschema)?$/;

/** Whether a block holds JSON, by its language or, where it has none, by how it begins. */
export function isJsonBlock(code: CodeBlock): boolean {
  if (code.language === "") return /^\s*[[{]/.test(code.text);
  return jsonLanguages.test(code.language) || /^(?:application\/)?(?:[\w.]+\+)?json\b/.test(code.language);
}

export function isSchemaBlock(code: CodeBlock): boolean {
  return /^(?:json|yaml) ?schema$/.test(code.language);
}

/** The value of a block as nodes that know their places; told, and nothing, where it is no JSON. */
export function readJson(context: Context, code: CodeBlock): Node | undefined {
  const isYaml = code.language.startsWith("yaml");
  const text = isYaml ? code.text : code.text.replace(/^(\s*)\/\/.*$|(?<=[,{[\d"el]\s*)\/\/[^"\n]*$/gm, "$1");
  const { root, findings } = readDocument(context.source.file, text);
  const problem = findings.all().find(({ severity }) => severity === "error");
  // What is no JSON may be YAML, and so a text.
  if (
    root === undefined ||
    problem !== undefined ||
    (root.kind === "scalar" && !isYaml && !/^\s*(?:"|-?\d|true|false|null)/.test(text))
  ) {
    tell(context, problem?.span === undefined ? code.span : shift(problem.span, context, code), {
      rule: "unreadable-example",
      severity: "note",
      message: "this is no valid JSON: nothing is read from it",
      mend: "write it in full, without dots for what is left out",
    });
    return undefined;
  }
  return move(root, context, code);
}

function move(node: Node, context: Context, code: CodeBlock): Node {
  const span = shift(node.span, context, code);
  if (node.kind === "scalar") return { ...node, span };
  if (node.kind === "list")
    return listOf(
      span,
      node.items.map((item) => move(item, context, code)),
    );
  const entries = new Map<string, Entry>();
  for (const [key, entry] of node.entries)
    entries.set(key, {
      key,
      value: move(entry.value, context, code),
      span: shift(entry.span, context, code),
    });
  return { kind: "map", entries, span };
}

// Lines of a block stand one below the other in the file, each by as much to the right.
function shift(span: Span, { source }: Context, code: CodeBlock): Span {
  const line = code.line + span.line - 1;
  const start = source.at(line, code.column + span.column - 1);
  return {
    ...start,
    end: Math.max(start.offset, Math.min(start.offset + span.end - span.offset, source.text.length)),
  };
}

/** The shape of an example: what it has, of which types; nothing is required, for one example cannot say that. */
export function shapeOf(node: Node): Node {
  const { span } = node;
  const typed = (type: string, more: readonly (readonly [string, Node | undefined])[] = []) =>
    mapOf(span, [["type", textNode(type, span)], ...more]);
  if (node.kind === "map") {
    const properties = [...node.entries.values()].map((entry) => [entry.key, shapeOf(entry.value)] as const);
    return typed("object", [["properties", mapOf(span, properties)]]);
  }
  if (node.kind === "list") return typed("array", [["items", itemsShape(node.items, span)]]);
  const { value } = node;
  if (value === null) return mapOf(span, []);
  if (typeof value === "string") return typed("string", [["format", formatOf(value, span)]]);
  if (typeof value === "boolean") return typed("boolean");
  return typed(Number.isInteger(value) && !/[.e]/i.test(node.text) ? "integer" : "number");
}

function itemsShape(items: readonly Node[], span: Span): Node | undefined {
  const [first] = items;
  if (first === undefined) return undefined;
  if (first.kind !== "map") return shapeOf(first);
  const entries = items.flatMap((item) => (item.kind === "map" ? [...item.entries.values()] : []));
  const merged = new Map(entries.toReversed().map((entry) => [entry.key, entry]));
  return shapeOf({ kind: "map", entries: merged, span });
}

// Only what has one reading.
function formatOf(value: string, span: Span): Node | undefined {
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value)) return textNode("uuid", span);
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return textNode("date", span);
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/.test(value)
    ? textNode("date-time", span)
    : undefined;
}
