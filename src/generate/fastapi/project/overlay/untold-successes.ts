import { otherSuccesses } from "../../app/routes/other-successes.ts";
import type { OperationBlueprint } from "../../blueprint.ts";
import { isJsonObject } from "../document.ts";
import { type Action, type OperationPlace, remove } from "./action.ts";

/** What is documented beside the success that is answered, and that the backend does not even tell of. */
export function untoldSuccesses(operation: OperationBlueprint, place: OperationPlace): readonly Action[] {
  const { behaviour, version } = operation.meaning;
  const { responses } = place.value;
  if (behaviour.kind === "custom" || !isJsonObject(responses)) return [];
  const answered = String(behaviour.answer.status);
  const told = new Set([answered, ...otherSuccesses(operation).map(({ status }) => status)]);
  if (version?.asks) told.add("304");
  if (!Object.hasOwn(responses, answered)) return [];
  return Object.keys(responses)
    .filter((status) => /^[123]\d\d$/.test(status) && !told.has(status))
    .map((status) =>
      remove([...place.keys, "responses", status], `nothing tells when it would be: ${answered} is answered`),
    );
}
