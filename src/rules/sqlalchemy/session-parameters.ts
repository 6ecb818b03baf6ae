import { defineExpression, unwrapAnnotated } from "#facts";
import type { FunctionBody } from "../function-bodies.ts";
import type { RuleInput } from "../rule.ts";

/** The parameters of a function whose type, without what `Annotated` says beside it, is a class outside the project that is meant. */
export function parametersOfType(
  input: RuleInput,
  { module, node }: FunctionBody,
  type: RegExp,
): readonly string[] {
  return node.parameters.flatMap(({ name, annotation }) => {
    if (annotation === undefined) return [];
    const { place, expression } = unwrapAnnotated(input, { module }, annotation);
    const meant = defineExpression(input.project, place.module, expression);
    return meant?.kind === "external" && type.test(meant.path) ? [name] : [];
  });
}
