import type { Body, Call, Expression, Statement } from "#python";

interface Node {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

/** Everything below a node, itself first, in the order of the text. What functions and classes within it hold is left out, unless asked for. */
export function nodesWithin(
  root: Body | Statement | Expression,
  leavesOut: (node: Node) => boolean = isScope,
): readonly Node[] {
  const found: Node[] = [];
  const open: object[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (isNode(next)) {
      found.push(next);
      if (next !== root && leavesOut(next)) continue;
    }
    openBelow(next, open);
  }
  return found;
}

/** Puts what a node holds on top of what is still to be visited, so that its first part comes next. */
function openBelow(node: object, open: object[]): void {
  const below: readonly unknown[] = Array.isArray(node) ? node : Object.values(node);
  for (let at = below.length - 1; at >= 0; at -= 1) {
    const child = below[at];
    if (typeof child === "object" && child !== null) open.push(child);
  }
}

function isScope({ kind }: Node): boolean {
  return kind === "function" || kind === "class" || kind === "lambda";
}

const calls = new WeakMap<object, readonly Call[]>();

/** The calls below a node; found out once, for many rules look for them in the same bodies. */
export function callsWithin(root: Body | Statement | Expression): readonly Call[] {
  const known = calls.get(root) ?? nodesWithin(root).filter((node): node is Call => node.kind === "call");
  calls.set(root, known);
  return known;
}

function isNode(value: object): value is Node {
  return "kind" in value && "start" in value && "end" in value;
}
