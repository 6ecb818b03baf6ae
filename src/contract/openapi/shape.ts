import { nearestName } from "#base";
import {
  describeNode,
  type Entry,
  isNull,
  type ListNode,
  type MapNode,
  type Node,
  valueAt,
} from "../document/node.ts";
import { type Reader, report, reportHole } from "./reader.ts";

/** The map under a key; reported, and a hole, where something else stands there. */
export function mapAt(reader: Reader, map: MapNode, key: string): MapNode | undefined {
  const node = valueAt(map, key);
  return node === undefined ? undefined : asMap(reader, node, quote(key));
}

export function listAt(reader: Reader, map: MapNode, key: string): ListNode | undefined {
  const node = valueAt(map, key);
  if (node === undefined || node.kind === "list") return node;
  reportShape(reader, node, quote(key), "a list");
  return undefined;
}

export function asMap(reader: Reader, node: Node, what: string): MapNode | undefined {
  if (node.kind === "map") return node;
  reportShape(reader, node, what, "a map");
  return undefined;
}

/** A text; numbers and booleans count as they are written, for people forget to quote `1.0`. */
export function textAt(reader: Reader, map: MapNode, key: string): string | undefined {
  const node = valueAt(map, key);
  if (node === undefined) return undefined;
  if (node.kind === "scalar") return node.text;
  reportWrongValue(reader, node, quote(key), "a text");
  return undefined;
}

export function flagAt(reader: Reader, map: MapNode, key: string): boolean | undefined {
  const node = valueAt(map, key);
  if (node === undefined) return undefined;
  if (node.kind === "scalar" && typeof node.value === "boolean") return node.value;
  reportWrongValue(reader, node, quote(key), "`true` or `false`");
  return undefined;
}

export function numberAt(reader: Reader, map: MapNode, key: string): number | undefined {
  const node = valueAt(map, key);
  if (node === undefined) return undefined;
  if (node.kind === "scalar" && typeof node.value === "number") return node.value;
  reportWrongValue(reader, node, quote(key), "a number");
  return undefined;
}

/** A number of things: whole and not below zero. */
export function countAt(reader: Reader, map: MapNode, key: string): number | undefined {
  const value = numberAt(reader, map, key);
  const node = valueAt(map, key);
  if (value === undefined || node === undefined || (Number.isSafeInteger(value) && value >= 0)) return value;
  reportWrongValue(reader, node, quote(key), "a whole number that is not negative");
  return undefined;
}

export function textsAt(reader: Reader, map: MapNode, key: string): readonly string[] {
  const texts: string[] = [];
  for (const item of listAt(reader, map, key)?.items ?? []) {
    if (item.kind === "scalar" && !isNull(item)) texts.push(item.text);
    else reportWrongValue(reader, item, `an item of ${quote(key)}`, "a text");
  }
  return texts;
}

/** The entries of the map under a key, extensions (`x-…`) left out. */
export function entriesAt(reader: Reader, map: MapNode, key: string): readonly Entry[] {
  return entriesOf(mapAt(reader, map, key));
}

export function entriesOf(map: MapNode | undefined): readonly Entry[] {
  return [...(map?.entries.values() ?? [])].filter((entry) => !entry.key.startsWith("x-"));
}

/** What is declared in a section of the components. Names may begin with `x-` here. */
export function sharedElements(reader: Reader, section: string): readonly Entry[] {
  const components = mapAt(reader, reader.root, "components");
  const map = components === undefined ? undefined : mapAt(reader, components, section);
  return [...(map?.entries.values() ?? [])];
}

export function quote(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}

/** `did you mean "Book"?`, where something is near enough. */
export function suggest(wanted: string, names: Iterable<string>): string | undefined {
  const closest = nearestName(wanted, names);
  return closest === undefined ? undefined : `did you mean ${quote(closest)}?`;
}

function reportShape(reader: Reader, node: Node, what: string, expected: string): void {
  reportHole(reader, node.span, {
    rule: "wrong-type",
    message: `${what} must be ${expected}, and is ${describeNode(node)}: nothing can be read from it`,
    mend: `write ${expected} here`,
  });
}

// A value that is wrong costs no more than itself, so what holds it stays usable.
function reportWrongValue(reader: Reader, node: Node, what: string, expected: string): void {
  report(reader, node.span, {
    rule: "wrong-type",
    message: `${what} must be ${expected}, and is ${describeNode(node)}: it is ignored`,
    mend: `write ${expected} here`,
  });
}
