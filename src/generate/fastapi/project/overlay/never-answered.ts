import { neverKey } from "#contract";
import type { OperationBlueprint } from "../../blueprint.ts";
import { followKeys, isJsonObject, valueAt } from "../document.ts";
import { type Action, type OperationPlace, update } from "./action.ts";

/**
 * What is documented and that nothing leads to: refusals, and what stands beside the success that is answered. It stays documented, and
 * the operation says that it is never answered, and why.
 */
export function neverAnswered(operation: OperationBlueprint, place: OperationPlace): readonly Action[] {
  const keys = followKeys(place.document, [...place.keys, "responses"]);
  const responses = keys && valueAt(place.document, keys);
  if (!isJsonObject(responses)) return [];
  const { never = [] } = operation.meaning;
  const reasons = [
    ...otherSuccesses(operation, Object.keys(responses)),
    ...never.map(({ status, because }) => [String(status), because] as const),
  ].filter(([status]) => Object.hasOwn(responses, status));
  if (reasons.length === 0) return [];
  return [
    update(place.keys, { [neverKey]: Object.fromEntries(reasons) }, "documented, and nothing leads to it"),
  ];
}

function otherSuccesses(
  { meaning: { behaviour, version } }: OperationBlueprint,
  documented: readonly string[],
): readonly (readonly [string, string])[] {
  if (behaviour.kind === "custom") return [];
  const answered = String(behaviour.answer.status);
  if (!documented.includes(answered)) return [];
  return documented
    .filter((status) => /^[123]\d\d$/.test(status) && status !== answered)
    .filter((status) => !(status === "304" && version?.asks))
    .map((status) => [status, `nothing tells when it would be: ${answered} is answered`] as const);
}
