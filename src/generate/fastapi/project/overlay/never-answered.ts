import type { OperationMeaning } from "#domain";
import { followKeys, isJsonObject, valueAt } from "../document.ts";
import { type Action, type OperationPlace, remove } from "./action.ts";

/** Refusals that are documented and that nothing leads to: callers need not be ready for them. */
export function neverAnswered(
  { never = [] }: OperationMeaning,
  { document, keys: operation }: OperationPlace,
): readonly Action[] {
  const keys = followKeys(document, [...operation, "responses"]);
  const responses = keys && valueAt(document, keys);
  if (!keys || !isJsonObject(responses)) return [];
  return never
    .filter(({ status }) => Object.hasOwn(responses, String(status)))
    .map(({ status, because }) => remove([...keys, String(status)], because));
}
