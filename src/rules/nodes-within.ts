import type { Body, Call, Expression, Statement } from "#python";

interface Node {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

/** Everything below a node, itself first, in the order of the text. What functions and classes within it hold is left out. */
export function* nodesWithin(root: Body | Statement | Expression): Generator<Node> {
  const open: unknown[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== "object" || next === null) continue;
    if (isNode(next)) {
      yield next;
      const isScope = next.kind === "function" || next.kind === "class" || next.kind === "lambda";
      if (isScope && next !== root) continue;
    }
    open.push(...(Array.isArray(next) ? next : Object.values(next)).toReversed());
  }
}

/** The calls below a node. */
export function callsWithin(root: Body | Statement | Expression): readonly Call[] {
  return [...nodesWithin(root)].filter((node): node is Call => node.kind === "call");
}

function isNode(value: object): value is Node {
  return "kind" in value && "start" in value && "end" in value;
}
