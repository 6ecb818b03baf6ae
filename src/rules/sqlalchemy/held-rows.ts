import { type ColumnsUsed, loadedAt, type Query } from "#facts";
import { flowEvents, modelIndex } from "../flow-events.ts";
import { once, type RuleInput } from "../rule.ts";
import { eager, type UnloadedRelation } from "./unloaded-reads.ts";

/**
 * Whether a relation leads all rows of a query to one row, or to rows that the query brings itself: the session loads such a row once at
 * most, and mostly holds it already.
 * https://docs.sqlalchemy.org/en/21/orm/session_basics.html#is-the-session-a-cache
 */
export function isOneRow(input: RuleInput, found: UnloadedRelation, query: Query): boolean {
  const { first, relation } = found;
  if (relation.many || relation.to === undefined) return false;
  if (first.length > 1) return isOfWhole(input, found, query);
  return isAskedFor(input, found, query) || isAmongAll(input, found, query);
}

/** The query asked for that row by its key: `where(Order.customer_id == customer.id)`. */
function isAskedFor(input: RuleInput, { relation, owner }: UnloadedRelation, query: Query): boolean {
  const columns = usesOf(input, query).filter(({ model, how }) => how === "equal" && model === query.model);
  const model = modelIndex(input).get(owner);
  return (
    model?.fields.some(
      ({ name, relation: own }) =>
        own?.columnOnly === true && own.to === relation.to && columns.some(({ column }) => column === name),
    ) === true
  );
}

/** A row of the same model, where the query brings all of one owner: the manager of each of a firm's employees. */
function isAmongAll(input: RuleInput, { relation, owner }: UnloadedRelation, query: Query): boolean {
  if (relation.to !== query.model || query.few || query.via !== undefined) return false;
  const narrowing = usesOf(input, query).filter(({ how }) => how !== "sort");
  const [only] = narrowing;
  if (only?.how !== "equal" || narrowing.some(({ column }) => column !== only.column)) return false;
  const field = modelIndex(input)
    .get(owner)
    ?.fields.find(({ name }) => name === only.column);
  return field?.relation?.columnOnly === true;
}

/** Whoever does something does not do all of it: those who wrote the comments on a post are others than who wrote that. */
const actor = /(?:User|Account|Member|Person|People|Profile|Contact|Customer|Client|Employee|Participant)$/i;

/** What a base class gives a whole and its parts alike, and is nobody: the shop of an order's lines is the order's. */
function isOfWhole(input: RuleInput, { first, relation, owner }: UnloadedRelation, query: Query): boolean {
  const models = modelIndex(input);
  const name = first.at(-1) ?? "";
  if (relation.kind !== "many-to-one" || actor.test(relation.to ?? "")) return false;
  return first.slice(0, -1).some((_, depth) => {
    const before = first.slice(0, depth);
    const model = models.along(query.model, before);
    const same = model === undefined ? undefined : models.relation(model, name);
    const isShared =
      same?.kind === "many-to-one" &&
      same.to === relation.to &&
      same.span.file === relation.span.file &&
      same.span.offset === relation.span.offset;
    if (!isShared || model === owner) return false;
    // A session that is awaited must hold it already.
    return (
      !query.awaited ||
      eager.test(same.loading ?? "") ||
      loadedAt(query.loads, [...before, name]) !== undefined
    );
  });
}

/** The columns by which each query is narrowed, whichever way is gone. */
const usesByQuery: (input: RuleInput) => ReadonlyMap<string, readonly ColumnsUsed[]> = once((input) =>
  Map.groupBy(
    flowEvents(input).filter((event) => event.kind === "columns"),
    ({ query }) => keyOf(query),
  ),
);

function usesOf(input: RuleInput, query: Query): ColumnsUsed["columns"] {
  return (usesByQuery(input).get(keyOf(query)) ?? []).flatMap(({ columns }) => columns);
}

function keyOf({ place: { module, start } }: Query): string {
  return `${module.path}:${start}`;
}
