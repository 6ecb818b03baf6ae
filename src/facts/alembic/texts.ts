import type { Expression } from "#python";
import type { Reading } from "../front-end.ts";
import { positional } from "../literals.ts";
import type { Frame } from "../values.ts";

/** A text, `op.f("…")` among others. */
export function textIn(
  reading: Reading,
  frame: Frame,
  expression: Expression | undefined,
): string | undefined {
  if (expression?.kind === "call" && expression.callee.kind === "attribute" && expression.callee.name === "f")
    return textIn(reading, frame, positional(expression)[0]);
  const value = reading.evaluator.evaluate(frame, expression);
  return value?.kind === "text" ? value.text : undefined;
}
