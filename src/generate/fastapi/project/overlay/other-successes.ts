import type { OperationMeaning } from "#domain";
import { isJsonObject } from "../document.ts";
import { type Action, type OperationPlace, remove } from "./action.ts";

/** Successes that are documented beside the one that is answered: nothing tells when they would be. */
export function otherSuccesses({ behaviour }: OperationMeaning, place: OperationPlace): readonly Action[] {
  const { responses } = place.value;
  if (behaviour.kind === "custom" || !isJsonObject(responses)) return [];
  const answered = String(behaviour.answer.status);
  if (!Object.hasOwn(responses, answered)) return [];
  return Object.keys(responses)
    .filter((status) => /^2\d\d$/.test(status) && status !== answered)
    .map((status) =>
      remove([...place.keys, "responses", status], `nothing tells when it would be: ${answered} is answered`),
    );
}
