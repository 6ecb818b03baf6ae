import { textOf } from "#facts";
import type { Expression, FunctionDefinition, Statement } from "#python";
import { type Nested, nodesWithParents } from "./nodes-with-parents.ts";

/** A value of a dictionary that is read by a key that is written out. */
export interface KeyRead {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** The read of a value that a node is: `value["key"]`, `value.get("key")`; `seen` where it is only looked at whether there is one. */
export function readOf({ node, parents }: Nested): KeyRead | "seen" | undefined {
  const [parent, above] = parents;
  if (parent?.kind === "subscript" && parent.value === node) {
    const key = textOf(parent.index);
    return key === undefined || isTarget(parent, above)
      ? undefined
      : { key, start: parent.start, end: parent.end };
  }
  if (
    parent?.kind === "attribute" &&
    parent.name === "get" &&
    above?.kind === "call" &&
    above.callee === parent
  ) {
    const key = textOf(above.args[0]?.value);
    return key === undefined ? undefined : { key, start: above.start, end: above.end };
  }
  return isLookedAt(node, parent) ? "seen" : undefined;
}

function isTarget(node: Expression, parent: Expression | Statement | undefined): boolean {
  switch (parent?.kind) {
    case "assign":
      return parent.targets.includes(node);
    case "augmented":
    case "annotated":
      return parent.target === node;
    case "delete":
      return true;
    default:
      return false;
  }
}

/** `if value`, `not value`, `value is None`. */
function isLookedAt(node: Expression | Statement, parent: Expression | Statement | undefined): boolean {
  if (parent?.kind === "if" || parent?.kind === "while") return true;
  if (parent?.kind === "unary") return parent.operator === "not";
  return (
    parent?.kind === "comparison" &&
    parent.left === node &&
    parent.operators.every((operator) => operator === "is" || operator === "is not")
  );
}

/** All reads of a name within a function; undefined where anything else is done with it, or it is bound anew. */
export function readsOfName(
  { body }: FunctionDefinition,
  name: string,
  bindings: number,
): readonly KeyRead[] | undefined {
  const reads: KeyRead[] = [];
  let bound = 0;
  for (const nested of nodesWithParents(body)) {
    const { node, parents } = nested;
    if (node.kind === "function" && node.parameters.some((each) => each.name === name)) return undefined;
    if (node.kind !== "name" || node.id !== name) continue;
    const [parent] = parents;
    if (isBinding(node, parent)) {
      bound += 1;
      if (bound > bindings) return undefined;
      continue;
    }
    const read = readOf(nested);
    if (read === undefined) return undefined;
    if (read !== "seen") reads.push(read);
  }
  return reads;
}

function isBinding(node: Expression, parent: Expression | Statement | undefined): boolean {
  if (parent?.kind === "assign") return parent.targets.includes(node);
  if (parent?.kind === "annotated") return parent.target === node;
  if (parent?.kind === "named") return parent.target === node;
  return false;
}
