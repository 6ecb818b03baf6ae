import type { Span } from "#base";

/** A JSON or YAML document as a tree that knows its places. Aliases are followed already, so nodes may be shared. */
export type Node = MapNode | ListNode | ScalarNode;

export interface MapNode {
  readonly kind: "map";
  /** Keys as text, in document order; a map of ours, so that `__proto__` is a key like any other. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly span: Span;
}

export interface Entry {
  readonly key: string;
  readonly value: Node;
  /** From the start of the key to the end of the value. */
  readonly span: Span;
}

export interface ListNode {
  readonly kind: "list";
  readonly items: readonly Node[];
  readonly span: Span;
}

export interface ScalarNode {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** As written: `1.0` and `200` stay what they are where a text is wanted. */
  readonly text: string;
  readonly span: Span;
}

/** The value under a key; `undefined` where there is none, or nothing after the colon. */
export function valueAt(map: MapNode, key: string): Node | undefined {
  const value = map.entries.get(key)?.value;
  return value === undefined || isNull(value) ? undefined : value;
}

export function isNull(node: Node): boolean {
  return node.kind === "scalar" && node.value === null;
}

/** For messages: `a list`, `a text`. */
export function describeNode(node: Node): string {
  if (node.kind === "map") return "a map";
  if (node.kind === "list") return "a list";
  if (node.value === null) return "nothing";
  if (typeof node.value === "string") return "a text";
  return typeof node.value === "number" ? "a number" : `\`${node.value}\``;
}
