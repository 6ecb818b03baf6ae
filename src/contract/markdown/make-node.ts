import type { Span } from "#base";
import type { JsonValue } from "../contract.ts";
import type { Entry, ListNode, MapNode, Node } from "../document/node.ts";

/** A plain value as nodes, all of which stand where it was said. */
export function nodeOf(value: JsonValue, span: Span): Node {
  if (Array.isArray(value))
    return listOf(
      span,
      (value as readonly JsonValue[]).map((item) => nodeOf(item, span)),
    );
  if (typeof value === "object" && value !== null)
    return mapOf(
      span,
      Object.entries(value as { readonly [key: string]: JsonValue }).map(([key, item]) => [
        key,
        nodeOf(item, span),
      ]),
    );
  return { kind: "scalar", value: value as string | number | boolean | null, text: String(value), span };
}

export function listOf(span: Span, items: readonly Node[]): ListNode {
  return { kind: "list", items, span };
}

/** Of two entries under one key, the last one counts; those without a value are left out. */
export function mapOf(span: Span, entries: Iterable<readonly [string, Node | undefined]>): MapNode {
  const known = new Map<string, Entry>();
  for (const [key, value] of entries)
    if (value !== undefined) known.set(key, { key, value, span: value.span });
  return { kind: "map", entries: known, span };
}

export function textNode(text: string, span: Span): Node {
  return nodeOf(text, span);
}
