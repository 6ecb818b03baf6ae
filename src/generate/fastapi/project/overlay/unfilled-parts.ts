import type { OperationMeaning } from "#domain";
import { dereferenced, isJsonObject, valueAt } from "../document.ts";
import { leftOutParts } from "../left-out-parts.ts";
import { type Action, type OperationPlace, remove, update } from "./action.ts";

/** Optional parts of successes that nothing fills: the operation gets an answer of its own without them. */
export function unfilledParts({ behaviour }: OperationMeaning, place: OperationPlace): readonly Action[] {
  const { document, keys, value } = place;
  const responses = value["responses"];
  if (!isJsonObject(document) || !isJsonObject(responses)) return [];
  return Object.keys(responses).flatMap((status): readonly Action[] => {
    const response = dereferenced(document, valueAt(responses, [status]) ?? null);
    const left =
      isAnswered(behaviour, status) && isJsonObject(response)
        ? leftOutParts(document, response, behaviour)
        : undefined;
    if (!left || !isJsonObject(response)) return [];
    const reason = `${left.names.join(", ")}: nothing fills it`;
    const at = [...keys, "responses"];
    return [remove([...at, status], reason), update(at, { [status]: left.change(response) }, reason)];
  });
}

/** What else is documented is taken out as a whole. */
function isAnswered(behaviour: OperationMeaning["behaviour"], status: string): boolean {
  return behaviour.kind !== "custom" && status === String(behaviour.answer.status);
}
