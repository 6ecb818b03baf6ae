import { type Body, type Expression, type FunctionDefinition, statementsOf } from "#python";
import type { Frame } from "./flow.ts";

/** Whether a branch is taken until it was taken: `if self.client is None: self.client = connect()`, `if not self.running: …`. */
export function isDoneOnce({ module, node }: Frame, test: Expression, body: Body): boolean {
  const lacking = lackedBy(test);
  // A name of the function itself begins anew with each call; what an object or the module has stays.
  if (lacking?.kind !== "attribute" && !(lacking?.kind === "name" && isOfModule(node, lacking.id)))
    return false;
  const textOf = ({ start, end }: Expression): string => module.syntax.text.slice(start, end);
  const wanted = textOf(lacking);
  return [...statementsOf(body)].some((statement) =>
    statement.kind === "assign"
      ? statement.targets.some((target) => textOf(target) === wanted)
      : statement.kind === "annotated" &&
        statement.value !== undefined &&
        textOf(statement.target) === wanted,
  );
}

/** Whether a branch is taken once for each key, under which it keeps what it works out: `if key not in kept: kept[key] = …`. */
export function isKeptByKey({ module }: Frame, test: Expression, body: Body): boolean {
  if (test.kind !== "comparison" || test.operators.length !== 1 || test.operators[0] !== "not in")
    return false;
  const textOf = ({ start, end }: Expression): string => module.syntax.text.slice(start, end);
  const [kept] = test.comparators;
  if (kept === undefined) return false;
  const [key, all] = [textOf(test.left), textOf(kept)];
  return [...statementsOf(body)].some(
    (statement) =>
      statement.kind === "assign" &&
      statement.targets.some(
        (target) =>
          target.kind === "subscript" && textOf(target.value) === all && textOf(target.index) === key,
      ),
  );
}

/** Whether a function says of a name that it is the module's: `global client`. */
function isOfModule(node: Frame["node"], name: string): boolean {
  return (
    node?.kind === "function" &&
    [...statementsOf(node.body)].some(
      (statement) => statement.kind === "global" && statement.names.includes(name),
    )
  );
}

/** What a test finds to be lacking: `not x`, `x is None`. */
function lackedBy(test: Expression): Expression | undefined {
  if (test.kind === "unary" && test.operator === "not") return test.operand;
  if (test.kind !== "comparison" || test.operators[0] !== "is" || test.operators.length !== 1)
    return undefined;
  const [other] = test.comparators;
  return other?.kind === "constant" && other.value === "None" ? test.left : undefined;
}

/**
 * Whether a function looks among what it kept before, and keeps what it works out: `found = KEPT.get(key)` or `return KEPT[key]`,
 * then `KEPT[key] = value`.
 */
export function keepsAnswers(frame: Frame, node: FunctionDefinition): boolean {
  const known = keeping.get(node) ?? looksUpAndKeeps(frame, node);
  keeping.set(node, known);
  return known;
}

const keeping = new WeakMap<FunctionDefinition, boolean>();

function looksUpAndKeeps({ module }: Frame, { body }: FunctionDefinition): boolean {
  const textOf = ({ start, end }: Expression): string => module.syntax.text.slice(start, end);
  const asked = new Set<string>();
  const given = new Set<string>();
  for (const statement of statementsOf(body)) {
    if (statement.kind === "return" && statement.value?.kind === "subscript")
      given.add(textOf(statement.value));
    if (statement.kind !== "assign") continue;
    const { value, targets } = statement;
    if (value.kind === "call" && value.callee.kind === "attribute" && value.callee.name === "get")
      asked.add(textOf(value.callee.value));
    const kept = targets.filter((target) => target.kind === "subscript");
    if (kept.some((target) => asked.has(textOf(target.value)) || given.has(textOf(target)))) return true;
  }
  return false;
}
