import type { Body, Expression, Statement } from "#python";

interface Stretch {
  readonly start: number;
  readonly end: number;
}

const expressionKinds: ReadonlySet<string> = new Set<Expression["kind"]>([
  "attribute",
  "await",
  "binary",
  "boolean",
  "call",
  "comparison",
  "comprehension",
  "conditional",
  "dictionary",
  "formatted",
  "lambda",
  "list",
  "name",
  "named",
  "set",
  "starred",
  "string",
  "subscript",
  "tuple",
  "unary",
  "yield",
]);

/** The statements and expressions that hold a stretch of a module, the outermost first. */
export function nodesAround(body: Body, stretch: Stretch): readonly (Expression | Statement)[] {
  const found: (Expression | Statement)[] = [];
  let at: unknown = body;
  while (at !== undefined) {
    if (isNode(at)) found.push(at);
    at = childAround(at, stretch);
  }
  return found;
}

/** The expressions among them. */
export function expressionsAround(body: Body, stretch: Stretch): readonly Expression[] {
  return nodesAround(body, stretch).filter(isExpression);
}

/** The child of a node that holds a stretch; lists, and parts without a place of their own, are looked through. */
function childAround(node: unknown, stretch: Stretch): unknown {
  if (typeof node !== "object" || node === null) return undefined;
  const below: readonly unknown[] = Array.isArray(node) ? node : Object.values(node);
  for (let at = 0; at < below.length; at += 1) {
    const child = below[at];
    if (!isPlaced(child)) {
      const within = childAround(child, stretch);
      if (within !== undefined) return within;
    } else if (child.start <= stretch.start && stretch.end <= child.end) return child;
  }
  return undefined;
}

function isPlaced(value: unknown): value is Stretch & { readonly kind: string } {
  return typeof value === "object" && value !== null && "start" in value && "end" in value && "kind" in value;
}

/** Arguments, parameters and the like stand between nodes; no caller asks for them. */
const parts: ReadonlySet<string> = new Set(["argument", "parameter", "type-parameter", "except", "case"]);

function isNode(value: unknown): value is Expression | Statement {
  return isPlaced(value) && !parts.has(value.kind);
}

function isExpression(node: Expression | Statement): node is Expression {
  return expressionKinds.has(node.kind);
}
