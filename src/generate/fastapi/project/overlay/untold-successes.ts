import { otherSuccesses } from "../../app/routes/other-successes.ts";
import type { OperationBlueprint } from "../../blueprint.ts";
import { isJsonObject } from "../document.ts";
import { type Action, type OperationPlace, remove } from "./action.ts";

/** Successes that are documented beside the one that is answered, and that the backend does not even tell of. */
export function untoldSuccesses(operation: OperationBlueprint, place: OperationPlace): readonly Action[] {
  const { behaviour } = operation.meaning;
  const { responses } = place.value;
  if (behaviour.kind === "custom" || !isJsonObject(responses)) return [];
  const answered = String(behaviour.answer.status);
  const told = new Set([answered, ...otherSuccesses(operation).map(({ status }) => status)]);
  if (!Object.hasOwn(responses, answered)) return [];
  return Object.keys(responses)
    .filter((status) => /^2\d\d$/.test(status) && !told.has(status))
    .map((status) =>
      remove([...place.keys, "responses", status], `nothing tells when it would be: ${answered} is answered`),
    );
}
