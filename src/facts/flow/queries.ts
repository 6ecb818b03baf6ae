import { type LoadTree, mergeLoads, nothingLoaded, writeLoads } from "./load-tree.ts";
import type { Origin, Place, Query } from "./values.ts";

const blank = {
  loads: nothingLoaded,
  certain: true,
  joins: [],
  few: false,
  plain: false,
  taken: [],
  pending: [],
  awaited: false,
} as const;

/** A query that begins here. */
export function beginQuery(model: string, place: Place, of?: Origin): Query {
  const query = { ...blank, model, place, ...(of && { from: of.row, via: of.relation }) };
  return { id: writeId(query), ...query };
}

/** Rows of which nobody sees here how they were asked for. */
export function unseenQuery(model: string, place: Place): Query {
  // Where such rows come from makes no difference to what is done with them.
  return { ...blank, id: `unseen ${model}`, model, place, certain: false };
}

export function isUnseen({ id }: Query): boolean {
  return id.startsWith("unseen ");
}

export function withLoads(query: Query, loads: LoadTree, certain = true): Query {
  return withQuery(query, {
    loads: mergeLoads(query.loads, loads),
    certain: query.certain && certain,
  });
}

/** The query with some of its properties changed. */
export function withQuery(
  query: Query,
  change: Partial<Omit<Query, "id" | "model" | "place" | "from" | "via">>,
): Query {
  const next = { ...query, ...change };
  return isUnseen(query) ? next : { ...next, id: writeId(next) };
}

/** The query as one call gave it: where it begins may lie far below, and serve many. */
export function takenBy(query: Query, place: Place): Query {
  const isLong = query.taken.length >= 6;
  return isLong || !query.certain ? query : withQuery(query, { taken: [...query.taken, place] });
}

function writeId(query: Omit<Query, "id">): string {
  const { place, model, loads, certain, joins, from, few, plain, loop, taken, pending, awaited } = query;
  const flags = `${certain ? "" : "?"}${few ? "few" : ""}${plain ? "plain" : ""}${awaited ? "!" : ""}`;
  const row = from === undefined ? "" : `<${from.each ? "*" : ""}${from.query.id}/${from.steps.join(".")}`;
  const way = taken.map(({ module, start }) => `^${module.path}:${start}`).join("");
  const later = pending.map((each) => `~${writeLoads(each.loads)}<${each.needs}`).join("");
  const asked = `${place.module.path}:${place.start}:${model}(${writeLoads(loads)}${later})${joins.join("+")}`;
  return `${asked}${flags}${loop ? `@${loop.start}` : ""}${row}${way}`;
}
