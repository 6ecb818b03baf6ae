import type { Span } from "#base";
import type { Entry, MapNode, Node, ScalarNode } from "../document/node.ts";

/** Parts of a tree that stand for something written otherwise: they keep the places of what they were made from. */
export function makeEntry(key: string, value: Node, span: Span = value.span): Entry {
  return { key, value, span };
}

/** Of two entries with the same key, the first one counts, as in a document. */
export function makeMap(span: Span, entries: Iterable<Entry | undefined>): MapNode {
  const known = new Map<string, Entry>();
  for (const entry of entries) if (entry !== undefined && !known.has(entry.key)) known.set(entry.key, entry);
  return { kind: "map", entries: known, span };
}

export function makeScalar(value: string | boolean, span: Span): ScalarNode {
  return { kind: "scalar", value, text: String(value), span };
}

/** The same map with other values, where it is one; else the node as it is, for the reader to complain about. */
export function mapValues(node: Node, change: (value: Node, key: string) => Node): Node {
  if (node.kind !== "map") return node;
  return makeMap(
    node.span,
    [...node.entries.values()].map((entry) => ({ ...entry, value: change(entry.value, entry.key) })),
  );
}

export function mapItems(node: Node, change: (item: Node) => Node): Node {
  return node.kind === "list" ? { ...node, items: node.items.map(change) } : node;
}

/** The text under a key, without a word where there is none. */
export function quietTextAt(map: MapNode, key: string): string | undefined {
  const node = map.entries.get(key)?.value;
  return node?.kind === "scalar" && node.value !== null ? node.text : undefined;
}

/** The map under a key with some of its entries only; whatever stands there, if it is no map. */
export function filterValues(node: Node, keep: (value: Node) => boolean): Node {
  if (node.kind !== "map") return node;
  return makeMap(
    node.span,
    [...node.entries.values()].filter((entry) => keep(entry.value)),
  );
}
