import type { Body, Expression, Statement } from "#python";

type Node = Expression | Statement;

/** A node with what it stands in, the innermost first; arguments, handlers and the like between nodes are left out. */
export interface Nested {
  readonly node: Node;
  readonly parents: readonly Node[];
}

const between: ReadonlySet<string> = new Set(["argument", "parameter", "type-parameter", "except", "case"]);

/** Everything below a body, functions and classes within it too, in the order of the text; what runs only where those are called may be left out. */
export function* nodesWithParents(body: Body, entersFunctions = true): Generator<Nested> {
  const open: { readonly value: object; readonly parents: readonly Node[] }[] = [
    { value: body, parents: [] },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, parents } = next;
    const isOne = isNode(value);
    if (isOne) yield { node: value, parents };
    const inner = isOne ? [value, ...parents] : parents;
    const isLeft = isOne && value.kind === "function" && !entersFunctions;
    const below: readonly unknown[] = isLeft
      ? [value.decorators, value.parameters]
      : Array.isArray(value)
        ? value
        : Object.values(value);
    for (let at = below.length - 1; at >= 0; at -= 1) {
      const child = below[at];
      if (typeof child === "object" && child !== null) open.push({ value: child, parents: inner });
    }
  }
}

function isNode(value: object): value is Node {
  return "kind" in value && "start" in value && typeof value.kind === "string" && !between.has(value.kind);
}
