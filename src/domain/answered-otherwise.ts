import type { Behaviour } from "./behaviour.ts";
import { saidOfAbsence } from "./said-statuses.ts";
import type { OperationShape } from "./shapes.ts";

/** Why an operation cannot say no with the statuses that the contract declares for it. */
export function whyAnsweredOtherwise(
  { operation }: OperationShape,
  behaviour: Behaviour,
): string | undefined {
  const { responses, requestBody } = operation;
  // Of a body that names something, the words may speak of that.
  if (!("parameter" in behaviour) || requestBody || responses.some(({ status }) => status === "404"))
    return undefined;
  const said = saidOfAbsence(responses);
  return said === undefined
    ? undefined
    : `it is said to answer ${said} where there is no such row, which is not written yet`;
}
