import type { Body, Call, Expression, Statement } from "#python";

interface Node {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

/** Everything below a node, itself first, in the order of the text. What functions and classes within it hold is left out, unless asked for. */
export function* nodesWithin(
  root: Body | Statement | Expression,
  leavesOut: (node: Node) => boolean = isScope,
): Generator<Node> {
  const open: object[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (isNode(next)) {
      yield next;
      if (next !== root && leavesOut(next)) continue;
    }
    const below: readonly unknown[] = Array.isArray(next) ? next : Object.values(next);
    for (let at = below.length - 1; at >= 0; at -= 1) {
      const child = below[at];
      if (typeof child === "object" && child !== null) open.push(child);
    }
  }
}

function isScope({ kind }: Node): boolean {
  return kind === "function" || kind === "class" || kind === "lambda";
}

/** The calls below a node. */
export function callsWithin(root: Body | Statement | Expression): readonly Call[] {
  return [...nodesWithin(root)].filter((node): node is Call => node.kind === "call");
}

function isNode(value: object): value is Node {
  return "kind" in value && "start" in value && "end" in value;
}
