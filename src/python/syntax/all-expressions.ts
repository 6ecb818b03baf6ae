import type { Body } from "./statements-tree.ts";
import type { Expression } from "./tree.ts";

/** What stands in a tree beside expressions. */
const others: ReadonlySet<string> = new Set([
  "annotated",
  "as-pattern",
  "assert",
  "assign",
  "augmented",
  "break",
  "broken",
  "broken-pattern",
  "class",
  "class-pattern",
  "continue",
  "delete",
  "except",
  "expression",
  "for",
  "function",
  "global",
  "if",
  "import",
  "import-from",
  "mapping-pattern",
  "match",
  "nonlocal",
  "or-pattern",
  "parameter",
  "pass",
  "raise",
  "replacement",
  "return",
  "sequence-pattern",
  "singleton-pattern",
  "star-pattern",
  "try",
  "type-alias",
  "type-parameter",
  "value-pattern",
  "while",
  "with",
]);

/** Every expression of a tree in the order of the text, each before those within it; those of functions and classes among them. */
export function* allExpressions(body: Body): Generator<Expression> {
  const open: unknown[] = [...body].reverse();
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== "object" || node === null) continue;
    if (isExpression(node)) yield node;
    const children: readonly unknown[] = Array.isArray(node) ? node : Object.values(node);
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const child = children[index];
      if (typeof child === "object") open.push(child);
    }
  }
}

function isExpression(node: object): node is Expression {
  return "kind" in node && typeof node.kind === "string" && !others.has(node.kind) && "start" in node;
}
