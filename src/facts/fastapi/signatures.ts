import { type Expression, type FunctionDefinition, statementsOf } from "#python";
import type { Reading } from "../front-end.ts";
import { positional } from "../literals.ts";
import type { Frame, Value } from "../values.ts";

/**
 * What a function says it takes, where the function that makes it gives it the signature of something else:
 * `inner.__signature__ = inspect.signature(cls)`, https://docs.python.org/3/library/inspect.html#inspect.signature
 */
export function copiedSignature(
  { evaluator }: Reading,
  node: FunctionDefinition,
  frame: Frame,
): Value | undefined {
  for (const statement of statementsOf(frame.called?.node.body ?? [])) {
    if (statement.kind !== "assign" || statement.value.kind !== "call") continue;
    const [target] = statement.targets;
    if (target?.kind !== "attribute" || target.name !== "__signature__") continue;
    if (target.value.kind !== "name" || target.value.id !== node.name.id) continue;
    const { value: call } = statement;
    return lastName(call.callee) === "signature" ? evaluator.evaluate(frame, positional(call)[0]) : undefined;
  }
  return undefined;
}

function lastName(expression: Expression): string | undefined {
  return expression.kind === "name"
    ? expression.id
    : expression.kind === "attribute"
      ? expression.name
      : undefined;
}
