import type { Node } from "./node.ts";

/** A node with what it weighs once all it refers to is put in: what blows up is found by adding up. */
export interface Built {
  readonly node: Node;
  /** In nodes. */
  readonly size: number;
  /** In levels, its own included. */
  readonly height: number;
}

export function weigh(node: Node, parts: readonly Built[]): Built {
  let size = 1;
  let height = 0;
  for (const part of parts) {
    size += part.size;
    height = Math.max(height, part.height);
  }
  return { node, size, height: height + 1 };
}
