import type { Node } from "../document/node.ts";

export interface Measure {
  /** In nodes, what is shared counted wherever it stands. */
  readonly size: number;
  /** In levels, its own included. */
  readonly height: number;
}

/** How large a node is once all that it shares is written out. Each node is looked at once, so sharing costs nothing here. */
export function measure(node: Node, known: Map<Node, Measure> = new Map()): Measure {
  const found = known.get(node);
  if (found !== undefined) return found;
  let size = 1;
  let height = 0;
  for (const part of partsOf(node)) {
    const its = measure(part, known);
    size += its.size;
    height = Math.max(height, its.height);
  }
  const made = { size, height: height + 1 };
  known.set(node, made);
  return made;
}

function partsOf(node: Node): readonly Node[] {
  if (node.kind === "list") return node.items;
  return node.kind === "map" ? [...node.entries.values()].map(({ value }) => value) : [];
}
