import type { Query } from "#facts";
import { flowEvents, modelIndex } from "../flow-events.ts";
import { once, type RuleInput } from "../rule.ts";
import type { UnloadedRelation } from "./unloaded-reads.ts";

/**
 * Whether all rows of a query have one row at the end of a relation, which the query asked for by its key
 * (`where(Order.customer_id == customer.id)`): the session loads it once at most, and mostly holds it already.
 * https://docs.sqlalchemy.org/en/21/orm/session_basics.html#is-the-session-a-cache
 */
export function isOneRow(
  input: RuleInput,
  { first, relation, owner }: UnloadedRelation,
  query: Query,
): boolean {
  if (first.length > 1 || relation.many || relation.to === undefined) return false;
  const columns = equalColumns(input).get(keyOf(query));
  const model = modelIndex(input).get(owner);
  return (
    model?.fields.some(
      ({ name, relation: own }) => own?.columnOnly === true && own.to === relation.to && columns?.has(name),
    ) === true
  );
}

/** Of each query, the columns of its own rows that it asks to equal a value, whichever way is gone. */
const equalColumns: (input: RuleInput) => ReadonlyMap<string, ReadonlySet<string>> = once((input) => {
  const found = new Map<string, Set<string>>();
  for (const event of flowEvents(input)) {
    if (event.kind !== "columns") continue;
    const own = found.get(keyOf(event.query)) ?? new Set();
    for (const { model, column, how } of event.columns)
      if (how === "equal" && model === event.query.model) own.add(column);
    found.set(keyOf(event.query), own);
  }
  return found;
});

function keyOf({ place: { module, start } }: Query): string {
  return `${module.path}:${start}`;
}
