import { type Arguments, type Frame, placeOf } from "../../flow/flow.ts";
import { beginQuery, withLoads, withQuery } from "../../flow/queries.ts";
import type { ColumnUse, FlowValue, Query, Rows } from "../../flow/values.ts";
import { readColumns } from "./columns.ts";
import { applyOptions, readOptions } from "./options.ts";

/** `select(Order)`, `select(Order, func.count())`, `session.query(Order)`. */
export function beginStatement(frame: Frame, { positional, call, open }: Arguments): FlowValue | undefined {
  const entities = positional.map((value) => modelNamed(frame, value));
  const model = entities.find((each) => each !== undefined) ?? columnModel(positional);
  if (model === undefined) return undefined;
  const [first] = entities;
  let query = beginQuery(model, placeOf(frame, call));
  if (open) query = withQuery(query, { certain: false });
  if (first === undefined) query = withQuery(query, { plain: entities.every((each) => each === undefined) });
  if (entities.length > 1) query = withQuery(query, { beside: entities });
  return { kind: "rows", model, query, steps: [], each: false, form: "query", classes: [] };
}

export function modelNamed(frame: Frame, value: FlowValue | undefined): string | undefined {
  return value?.kind === "class" ? frame.flow.models.ofClass(value.class)?.id : undefined;
}

function columnModel(positional: readonly (FlowValue | undefined)[]): string | undefined {
  const column = positional.find((value) => value?.kind === "column");
  return column?.kind === "column" ? column.model : undefined;
}

const keeping = new Set([
  "offset",
  "distinct",
  "group_by",
  "having",
  "with_for_update",
  "execution_options",
  "select_from",
  "correlate",
  "correlate_except",
  "slice",
  "prefix_with",
  "suffix_with",
  "with_hint",
  "with_statement_hint",
  "populate_existing",
  "enable_eagerloads",
  "yield_per",
  "autoflush",
  "params",
  "fetch",
  "unique",
  "reset_joinpoint",
  "enable_assertions",
]);
const leaving = new Set([
  "subquery",
  "cte",
  "exists",
  "scalar_subquery",
  "alias",
  "lateral",
  "as_scalar",
  "label",
  "union",
  "union_all",
  "intersect",
  "except_",
  "with_only_columns",
  "with_entities",
  "add_columns",
  "add_entity",
  "from_statement",
  "delete",
  "update",
  "count",
]);

/** A method of a statement or a query: https://docs.sqlalchemy.org/en/20/core/selectable.html */
export function callStatement(
  frame: Frame,
  rows: Rows,
  name: string,
  given: Arguments,
): FlowValue | undefined {
  const { positional, named } = given;
  switch (name) {
    case "options":
      return { ...rows, query: withOptions(frame, rows.query, given) };
    case "where":
    case "filter":
      tellColumns(frame, rows, readColumns(positional), given);
      return rows;
    case "filter_by":
      tellColumns(
        frame,
        rows,
        [...named.keys()].map((column) => ({ model: rows.model, column, how: "equal" })),
        given,
      );
      return rows;
    case "order_by":
      tellColumns(
        frame,
        rows,
        readColumns(positional).map((use) => ({ ...use, how: "sort" })),
        given,
      );
      return rows;
    case "limit":
      return isHandful(positional[0]) ? { ...rows, query: withQuery(rows.query, { few: true }) } : rows;
    case "join":
    case "outerjoin":
    case "join_from":
    case "outerjoin_from":
      return { ...rows, query: withJoin(frame, rows.query, given) };
    default:
  }
  if (keeping.has(name)) return rows;
  return leaving.has(name) ? { kind: "none" } : undefined;
}

function isHandful(value: FlowValue | undefined): boolean {
  return value?.kind === "truth" && value.number !== undefined && value.number <= 5;
}

/** What options add to a query. */
export function withOptions(
  frame: Frame,
  query: Query,
  given: Pick<Arguments, "positional" | "open">,
): Query {
  const isOwn = (named: string): boolean => isRelated(frame, named, query.model);
  const options = readOptions(given);
  const { loads, pending, certain } = applyOptions(query.model, isOwn, options);
  const told = options.findLast(({ place }) => place !== undefined)?.place;
  const loaded = withQuery(withLoads(query, loads, certain), told === undefined ? {} : { told });
  return pending.length === 0 ? loaded : withQuery(loaded, { pending: [...loaded.pending, ...pending] });
}

/** Whether one model is a parent of the other: what is told of either holds for rows of both. */
export function isRelated(frame: Frame, one: string, other: string): boolean {
  const parents = (id: string): readonly string[] => frame.flow.models.get(id)?.parents ?? [];
  return parents(one).includes(other) || parents(other).includes(one);
}

/** Notes what a query joins: a model, or the one that a relation leads to. */
function withJoin(frame: Frame, query: Query, { positional }: Arguments): Query {
  const joined = positional.map((value) => {
    if (value?.kind === "column") return frame.flow.models.along(value.model, value.steps);
    return modelNamed(frame, value);
  });
  const models = joined.filter((each) => each !== undefined);
  // What is joined and could not be made out may be anything.
  const more = models.length === 0 ? ["?"] : models;
  return withQuery(query, { joins: [...query.joins, ...more] });
}

function tellColumns(
  frame: Frame,
  { query }: Rows,
  columns: readonly ColumnUse[],
  { call, positional, open: more }: Arguments,
): void {
  const open = more || positional.some((value) => value?.kind !== "condition" && value?.kind !== "column");
  if (columns.length > 0 || open)
    frame.flow.emit({ kind: "columns", columns, query, open, place: placeOf(frame, call), root: frame.root });
}
