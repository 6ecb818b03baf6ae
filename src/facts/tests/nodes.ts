import type { Body, Expression, FunctionDefinition } from "#python";

interface Node {
  readonly kind: string;
  readonly start: number;
}

const wanted = new Set(["call", "assign", "annotated", "for", "return", "yield"]);

/** Calls, and what binds and gives back values, below a body, those of functions within it among them, in the order of the text. */
export function* nodesBelow(body: Body | Expression): Generator<Node> {
  const open: unknown[] = [body];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== "object" || next === null) continue;
    if ("kind" in next && "start" in next && wanted.has((next as Node).kind)) yield next as Node;
    const below = Array.isArray(next) ? next : Object.values(next);
    for (let at = below.length - 1; at >= 0; at -= 1) open.push(below[at] ?? null);
  }
}

const nodes = new WeakMap<FunctionDefinition, readonly Node[]>();

/** The same of a function, found once. */
export function nodesOf(node: FunctionDefinition): readonly Node[] {
  const known = nodes.get(node) ?? [...nodesBelow(node.body)];
  nodes.set(node, known);
  return known;
}
