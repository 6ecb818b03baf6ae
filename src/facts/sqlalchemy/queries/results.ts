import { type Arguments, type Frame, placeOf } from "../../flow/flow.ts";
import { loadPath, mergeLoads, nothingLoaded } from "../../flow/load-tree.ts";
import { noteLoaded } from "../../flow/loaded.ts";
import { beginQuery, withQuery } from "../../flow/queries.ts";
import type { FlowValue, Query, Row, Rows } from "../../flow/values.ts";
import { isRelated, modelNamed, withOptions } from "./statements.ts";

const executing = new Set([
  "execute",
  "scalars",
  "scalar",
  "stream",
  "stream_scalars",
  "exec",
  "scalar_one",
  "scalar_one_or_none",
]);

/** A method of a session: https://docs.sqlalchemy.org/en/20/orm/session_api.html */
export function callSession(
  frame: Frame,
  of: FlowValue,
  name: string,
  given: Arguments,
): FlowValue | undefined {
  const { positional, named, open } = given;
  const [first] = positional;
  const statement = first ?? named.get("statement");
  if (executing.has(name)) {
    const results = eachOf(statement).map((rows) => execute(frame, name, rows, given));
    return results.length > 1 ? { kind: "union", of: results } : results[0];
  }
  if (name === "refresh") return refresh(frame, given);
  // Others have methods of these names too.
  if (of.kind === "object" && of.of === "") return undefined;
  if (name === "get" || name === "get_one") {
    const model = modelNamed(frame, first);
    if (model === undefined) return undefined;
    const options = named.get("options");
    const begun = awaited(beginQuery(model, placeOf(frame, given.call)), given);
    const query = withOptions(frame, begun, { positional: options === undefined ? [] : [options], open });
    return { kind: "row", model, query: settle(frame, query), steps: [], each: false };
  }
  if (name === "merge" && first?.kind === "row") return first;
  return undefined;
}

function eachOf(value: FlowValue | undefined): readonly Rows[] {
  if (value?.kind === "rows" && value.form === "query") return [value];
  return value?.kind === "union" ? value.of.flatMap(eachOf) : [];
}

function awaited(query: Query, given: Arguments): Query {
  return given.awaited === true ? withQuery(query, { awaited: true }) : query;
}

/** What a query loads once it is known what it joins. */
function settle(frame: Frame, query: Query): Query {
  let { loads } = query;
  for (const { loads: from, needs } of query.pending) {
    // A join of a parent or of one of its children fills the relation too.
    const isJoined =
      needs === "?" ||
      query.joins.some((joined) => joined === needs || joined === "?" || isRelated(frame, joined, needs));
    if (isJoined) loads = mergeLoads(loads, from);
  }
  return query.pending.length === 0 ? query : withQuery(query, { loads, pending: [] });
}

function execute(frame: Frame, name: string, rows: Rows, given: Arguments): FlowValue {
  const query = settle(frame, awaited(rows.query, given));
  const row: Row = { kind: "row", model: rows.model, query, steps: [], each: true };
  tellRun(frame, query, given);
  const first =
    query.plain || (query.beside !== undefined && query.beside[0] === undefined) ? undefined : row;
  if (name === "scalar" || name.startsWith("scalar_one"))
    return first === undefined ? { kind: "none" } : { ...first, each: false };
  if (name === "scalars" || name === "stream_scalars" || (name === "exec" && query.beside === undefined))
    return { kind: "collection", of: first };
  const items =
    query.beside === undefined
      ? [first]
      : query.beside.map((model) => (model === rows.model ? row : undefined));
  return { kind: "collection", of: { kind: "list", items } };
}

function tellRun(frame: Frame, query: Query, { call }: Arguments): void {
  const { calls, root } = frame;
  frame.result.runs.push({ kind: "run", query, place: placeOf(frame, call), calls, root });
}

/** `session.refresh(order, ["lines"])` loads into a row that is there. */
function refresh(frame: Frame, { positional, named }: Arguments): FlowValue | undefined {
  const [first, names = named.get("attribute_names")] = positional;
  const rows = rowsOf(first).filter(({ model }) => frame.flow.models.frameworkOf(model) === "sqlalchemy");
  if (rows.length === 0) return undefined;
  const loads =
    names?.kind === "list" ? names.items.flatMap((name) => (name?.kind === "text" ? [name.text] : [])) : [];
  const certain = names === undefined || names.kind === "none" || names.kind === "list";
  for (const row of rows) {
    const trees = loads.map((name) => loadPath([...row.steps, name]));
    noteLoaded(frame, row, trees.reduce(mergeLoads, nothingLoaded), certain);
  }
  return { kind: "none" };
}

function rowsOf(value: FlowValue | undefined): readonly Row[] {
  if (value?.kind === "row") return [value];
  return value?.kind === "union" ? value.of.flatMap(rowsOf) : [];
}

const same = new Set([
  "unique",
  "yield_per",
  "partitions",
  "freeze",
  "tuples",
  "all",
  "fetchall",
  "fetchmany",
  "mappings",
  "columns",
]);
const single = new Set(["first", "one", "one_or_none", "fetchone"]);
const scalar = new Set(["scalar", "scalar_one", "scalar_one_or_none"]);

/** A method of a result, whose items are rows or tuples that begin with one. */
export function callResult(of: FlowValue | undefined, name: string): FlowValue | undefined {
  if (same.has(name)) return { kind: "collection", of };
  const first = of?.kind === "list" ? of.items[0] : of;
  if (name === "scalars") return { kind: "collection", of: first };
  if (scalar.has(name)) return alone(first);
  return single.has(name) ? alone(of) : undefined;
}

/** One row, where each of many was meant. */
function alone(value: FlowValue | undefined): FlowValue | undefined {
  if (value?.kind === "row") return { ...value, each: false };
  return value?.kind === "list" ? { ...value, items: value.items.map(alone) } : value;
}

/** A query of the older form gives its rows itself: `session.query(Order).all()`. */
export function callQuery(frame: Frame, rows: Rows, name: string, given: Arguments): FlowValue | undefined {
  if (
    name !== "get" &&
    !single.has(name) &&
    !scalar.has(name) &&
    name !== "all" &&
    name !== "get_or_404" &&
    name !== "first_or_404"
  )
    return undefined;
  const result = execute(frame, "execute", rows, given);
  if (result.kind !== "collection") return undefined;
  const of = rows.query.beside === undefined && result.of?.kind === "list" ? result.of.items[0] : result.of;
  return name === "all"
    ? { kind: "collection", of }
    : alone(scalar.has(name) && of?.kind === "list" ? of.items[0] : of);
}
