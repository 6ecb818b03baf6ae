import type { Expression } from "#python";
import { defineExpression } from "./definitions.ts";
import type { Project } from "./project.ts";
import type { Evaluator, Frame, Instance } from "./values.ts";

/** An object; of those between which a condition chooses, the one that stands where it does not hold. */
export function findInstance(
  { project, evaluator }: { readonly project: Project; readonly evaluator: Evaluator },
  frame: Frame,
  expression: Expression,
): Instance | undefined {
  const value = evaluator.evaluate(frame, expression);
  if (value?.kind === "instance") return value;
  const meant = defineExpression(project, frame.module, expression);
  if (meant?.kind !== "value" || meant.binding.value?.kind !== "conditional") return undefined;
  const { otherwise } = meant.binding.value;
  const chosen = evaluator.evaluate(evaluator.moduleFrame(meant.module), otherwise);
  return chosen?.kind === "instance" ? chosen : undefined;
}
