import { statementsOf } from "#python";
import type { PlacedCall } from "./constraints.ts";
import { defineExpression } from "./definitions.ts";
import { isNone, positional } from "./literals.ts";
import type { Project } from "./project.ts";

/** Whether a function of the project stands beside a type that raises where it is given `None`: `Annotated[T | None, Check(refuse_none)]`. */
export function refusesNothing(project: Project, { place, call }: PlacedCall): boolean {
  const [given] = positional(call);
  const meant = given && defineExpression(project, place.module, given, place.scopes);
  if (meant?.kind !== "function") return false;
  const [parameter] = meant.node.parameters;
  const [first] = meant.node.body.filter(
    ({ kind, ...statement }) =>
      kind !== "expression" || !("value" in statement) || statement.value?.kind !== "string",
  );
  if (first?.kind !== "if" || first.test.kind !== "comparison" || parameter === undefined) return false;
  const { left, operators, comparators } = first.test;
  const asks =
    left.kind === "name" && left.id === parameter.name && operators[0] === "is" && operators.length === 1;
  return (
    asks && isNone(comparators[0]) && [...statementsOf(first.body)].every(({ kind }) => kind === "raise")
  );
}
