import type { ColumnsUsed, ColumnUse, FieldFact, ModelFact, Place, Query } from "#facts";
import { isAside } from "#facts";
import { flowEvents, modelIndex } from "../flow-events.ts";
import { once, type RuleInput } from "../rule.ts";

/** All that one query is narrowed and sorted by, as far as it is seen. */
export interface NarrowedQuery {
  readonly query: Query;
  readonly uses: readonly { readonly use: ColumnUse; readonly place: Place; readonly root: string }[];
  /** Whether it may be narrowed by more. */
  readonly open: boolean;
}

/** The queries of an application; what only tests, migrations and people at a terminal ask is none. */
export const narrowedQueries: (input: RuleInput) => readonly NarrowedQuery[] = once((input) => {
  const groups = new Map<string, ColumnsUsed[]>();
  for (const event of flowEvents(input)) {
    if (event.kind !== "columns" || [event.place.module.path, fileOf(event.root)].some(isRare)) continue;
    const key = keyOf(event);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [event]);
    else group.push(event);
  }
  const whole = [...groups.values()].map((events) => [...events, ...narrowedBefore(groups, events)]);
  return whole.flatMap(splitWays).flatMap((events): readonly NarrowedQuery[] => {
    const [first] = events;
    if (first === undefined) return [];
    const uses = events.flatMap(({ columns, place, root }) => columns.map((use) => ({ use, place, root })));
    return [{ query: first.query, uses, open: events.some(({ open }) => open) }];
  });
});

/** What narrowed a query in the functions that gave it, before their callers went on with it. */
function narrowedBefore(
  groups: ReadonlyMap<string, readonly ColumnsUsed[]>,
  [first]: readonly ColumnsUsed[],
): readonly ColumnsUsed[] {
  if (first === undefined) return [];
  const { query } = first;
  return query.taken.flatMap(
    (_, index) => groups.get(keyOf({ query: { ...query, taken: query.taken.slice(0, index) } })) ?? [],
  );
}

/** One query for each of the ways in which branches may narrow it; more than one place that does so is taken whole. */
function splitWays(events: readonly ColumnsUsed[]): readonly (readonly ColumnsUsed[])[] {
  const chosen = events.filter(({ way }) => way !== undefined);
  const places = new Set(chosen.map(({ place }) => place.start));
  if (places.size !== 1) return [events];
  const always = events.filter(({ way }) => way === undefined);
  const ways = new Set(chosen.map(({ way }) => way));
  return [...ways].map((way) => [...always, ...chosen.filter((event) => event.way === way)]);
}

/** What staff look at now and then is no reason for an index. */
function isRare(path: string): boolean {
  return isAside(path) || /(?:^|\/)admin(?:\/|\.py$)/.test(path) || atStart.test(path);
}

/** What is asked once, as the application starts. */
const atStart =
  /(?:^|[_/])(?:on_?start(?:up)?|start_?up|bootstrap|init_?db|initial_?data)(?:[_/][^/]*)?\.py$/;

function fileOf(root: string): string {
  const end = root.indexOf(":");
  return end === -1 ? root : root.slice(0, end);
}

function keyOf({ query: { place, taken, model, via } }: Pick<ColumnsUsed, "query">): string {
  return (
    [place, ...taken].map(({ module, start }) => `${module.path}:${start}`).join("^") +
    `${model}.${via ?? ""}`
  );
}

/** Whether rows can be found by a column without reading all of them. */
export function isIndexed({ fields, indexes }: ModelFact, column: string): boolean {
  const field = fields.find(({ name }) => name === column);
  if (field === undefined) return true;
  const leads = indexes.some(
    (index) => index.fields[0] === column || (index.partial && index.fields.includes(column)),
  );
  return field.indexed || field.unique || field.primaryKey || leads;
}

/** Whether a query finds few rows by something else: a column with an index, or the row whose relation it is. */
export function isNarrowedElse(
  input: RuleInput,
  { query, uses, open }: NarrowedQuery,
  own: ColumnUse,
): boolean {
  if (open || query.via !== undefined) return true;
  return uses.some(({ use: { model, column, how } }) => {
    if (model === own.model && column === own.column) return false;
    const fact = modelIndex(input).get(model);
    return (
      how !== "sort" && how !== "null" && how !== "text" && (fact === undefined || isIndexed(fact, column))
    );
  });
}

/** Whether a table grows with use: its rows note when they were made, and it holds no settings. */
export function grows(input: RuleInput, model: ModelFact): boolean {
  if (
    /(?:Settings?|Config(?:uration)?s?|Preferences?|Options?|Plugin\w*|Permissions?|Roles?|Rules?|Templates?|Types?|Categor(?:y|ies)|Statuse?s?|Tags?|Labels?|^Apps?|^Applications?|^Clients?|^Tenants?|^Sites?|^Stores?|^Channels?)$/.test(
      model.name,
    )
  )
    return false;
  return fieldsOf(input, model).some(isTimeOfMaking);
}

function fieldsOf(input: RuleInput, model: ModelFact): readonly FieldFact[] {
  const parents = model.parents.flatMap((id) => modelIndex(input).get(id)?.fields ?? []);
  return [...model.fields, ...parents];
}

export function isTimeOfMaking({ name, type }: FieldFact): boolean {
  return (
    isTime(type) &&
    /^(?:created|made|added|inserted|timestamp|date|time|received|sent|occurred|started|run_at)(?:_|$)|_(?:added|created|joined|at)$/.test(
      name,
    )
  );
}

function isTime(type: string): boolean {
  return /^(?:DateTime\w*|Date\w*|TIMESTAMP|datetime)$/.test(type);
}
