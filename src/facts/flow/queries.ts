import type { Frame } from "./flow.ts";
import { type LoadTree, mergeLoads, nothingLoaded, writeLoads } from "./load-tree.ts";
import type { Place, Query, Row } from "./values.ts";

/** A query that begins here. */
export function beginQuery(model: string, place: Place, from?: Row): Query {
  const query = {
    model,
    place,
    loads: nothingLoaded,
    certain: true,
    joins: [],
    ...(from === undefined ? {} : { from }),
    few: false,
    plain: false,
  };
  return { id: writeId(query), ...query };
}

/** Rows of which nobody sees here how they were asked for. */
export function unseenQuery(model: string, place: Place): Query {
  const query = { model, place, loads: nothingLoaded, certain: false, joins: [], few: false, plain: false };
  // Where such rows come from makes no difference to what is done with them.
  return { id: `unseen ${model}`, ...query };
}

export function withLoads(query: Query, loads: LoadTree, certain = true): Query {
  const next = { ...query, loads: mergeLoads(query.loads, loads), certain: query.certain && certain };
  return query.id.startsWith("unseen ") ? next : { ...next, id: writeId(next) };
}

/** The query with some of its properties changed. */
export function withQuery(
  query: Query,
  change: Partial<Pick<Query, "certain" | "few" | "plain" | "joins" | "loads" | "loop">>,
): Query {
  const next = { ...query, ...change };
  return query.id.startsWith("unseen ") ? next : { ...next, id: writeId(next) };
}

function writeId(query: Omit<Query, "id">): string {
  const { place, model, loads, certain, joins, from, few, plain, loop } = query;
  const flags = `${certain ? "" : "?"}${few ? "few" : ""}${plain ? "plain" : ""}${loop ? `@${loop.start}` : ""}`;
  const row = from === undefined ? "" : `<${from.each ? "*" : ""}${from.query.id}/${from.steps.join(".")}`;
  return `${place.module.path}:${place.start}:${model}(${writeLoads(loads)})${joins.join("+")}${flags}${row}`;
}

/** The function in which a frame stands, for messages. */
export function functionOf({ calls, root }: Frame): string {
  return calls.at(-1)?.callee ?? root;
}
