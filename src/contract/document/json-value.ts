import type { JsonValue } from "../contract.ts";
import type { Node } from "./node.ts";

/** The plain value of a node. Depth is bounded by the reader of the document. */
export function jsonValueOf(node: Node): JsonValue {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(jsonValueOf);
  // Object.fromEntries defines own properties, so a key `__proto__` cannot reach the prototype.
  return Object.fromEntries([...node.entries.values()].map((entry) => [entry.key, jsonValueOf(entry.value)]));
}

/** Equality of values: the order of keys does not count. */
export function equalValues(left: JsonValue, right: JsonValue): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (isList(left) || isList(right)) {
    if (!isList(left) || !isList(right) || left.length !== right.length) return false;
    return left.every((item, index) => equalValues(item, right[index] ?? null));
  }
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && equalValues(left[key] ?? null, right[key] ?? null));
}

export function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

export function isMap(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
