import type { Span } from "#base";
import { type MapNode, type Node, valueAt } from "../document/node.ts";
import { type Reader, reportHole } from "../openapi/reader.ts";
import { cycleProblem, findTarget, referenceIn, referenceSpan, type Section } from "../openapi/references.ts";
import { asMap } from "../openapi/shape.ts";
import type { Place } from "./parts.ts";

/** What a node is once its references are followed. Reports, and gives nothing, where that cannot be told. */
export function findPlace(
  reader: Reader,
  node: Node,
  span: Span,
  section: Section,
  what: string,
): Place | undefined {
  const pointers: (readonly string[])[] = [];
  const seen = new Set<Node>();
  let current = node;
  let place = span;
  for (let text = referenceIn(current); text !== undefined; text = referenceIn(current)) {
    if (seen.has(current)) {
      reportHole(reader, referenceSpan(node), cycleProblem(text));
      return undefined;
    }
    seen.add(current);
    const target = findTarget(reader, current, text, section);
    if (target === undefined) return undefined;
    pointers.push(target.pointer);
    current = target.node;
    place = target.span;
  }
  const map = asMap(reader, current, what);
  return map && { map, span: place, pointers };
}

/** The key under which an element stands in a list of the document: of two keys, `channels` and its own. */
export function keyIn(place: Place, list: readonly string[]): string | undefined {
  const found = place.pointers.find(
    (pointer) => pointer.length === list.length + 1 && list.every((key, index) => pointer[index] === key),
  );
  return found?.at(-1);
}

/** Names of the tags of an element: maps with a `name`, or texts. */
export function readTags(reader: Reader, map: MapNode): readonly string[] {
  const list = valueAt(map, "tags");
  if (list?.kind !== "list") return [];
  return list.items.flatMap((item) => {
    if (item.kind === "scalar") return item.text === "" ? [] : [item.text];
    const tag = findPlace(reader, item, item.span, "tags", "a tag")?.map;
    const name = tag === undefined ? undefined : valueAt(tag, "name");
    return name?.kind === "scalar" ? [name.text] : [];
  });
}
