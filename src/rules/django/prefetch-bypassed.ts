import { isAside, type Place, placeIn, type QueryRun } from "#facts";
import { flowEvents, modelIndex, nearestByPlace } from "../flow-events.ts";
import { nodesAround } from "../nodes-around.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";
import { nameOf, rowName, tellCalls, tellRelation } from "../tell-event.ts";
import { allLinks } from "./query-chain.ts";

/** Each of many rows asks anew for rows of its relation: a query of its own, whatever was loaded beforehand. */
export const prefetchBypassed: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  precedes: ["django/query-in-loop"],
  find: (input) => {
    const runs = flowEvents(input).flatMap((event) =>
      event.kind === "run" && counts(input, event) ? [event] : [],
    );
    return nearestByPlace(runs, ({ query }) => query.place).map((event) => tell(input, event));
  },
};

function counts(input: RuleInput, { query, row, place, calls }: QueryRun): boolean {
  if (row === undefined || query.via === undefined || query.few || row.query.few) return false;
  if (modelIndex(input).get(query.model)?.framework !== "django") return false;
  if ([query.place, place, ...calls.map((call) => call.place)].some(({ module }) => isAside(module.path)))
    return false;
  const names = allLinks(query.place).map(({ name }) => name);
  return (
    !names.some((name) => apart.test(name)) &&
    isNear(
      row.query.place,
      query.place,
      calls.map((call) => call.place),
    )
  );
}

/** Rows that are locked or taken in portions are asked for one by one on purpose; what the database works out is in no row that was loaded. */
const apart = /^(?:select_for_update|iterator|aiterator|raw|none|annotate|alias|aggregate|aaggregate|extra)$/;

/** How many calls may lie between where the rows are asked for and where each of them asks again. */
const farthest = 1;

/** Whether both are seen together: what lies far below is called for other reasons too. */
function isNear(rows: Place, query: Place, calls: readonly Place[]): boolean {
  const there = functionAround(rows);
  if (there === undefined) return false;
  if (functionAround(query) === there) return comesAfter(query, rows);
  const steps = calls.slice(1).toReversed();
  const at = steps.findIndex((step) => functionAround(step) === there);
  return at !== -1 && at < farthest;
}

/** Rows that are asked for further down come round again: a tree that is walked, whose next depth only this one leads to. */
function comesAfter(query: Place, rows: Place): boolean {
  return (
    rows.start < query.start ||
    nodesAround(query.module.syntax.body, query).some(
      ({ kind, end }) => kind === "comprehension" && end >= rows.end,
    )
  );
}

function functionAround({ module, start, end }: Place): unknown {
  return nodesAround(module.syntax.body, { start, end }).findLast(({ kind }) => kind === "function");
}

/** The rows for each of which it is asked: those of a query, or what a relation of one leads to. */
function tellRows({ query, steps, model }: NonNullable<QueryRun["row"]>): string {
  return steps.length === 0
    ? `of each ${rowName(model)} of this query`
    : `of each ${rowName(model)}, by ${steps.join(" and ")} of this ${rowName(query.model)}`;
}

function tell(input: RuleInput, event: QueryRun): Hit {
  const { query, row } = event;
  const { module, start } = query.place;
  const owner = row?.model ?? query.model;
  const via = query.via ?? "";
  const end = Math.max(query.place.end, allLinks(query.place).at(-1)?.end ?? 0);
  const method = allLinks(query.place)[0]?.name ?? "filter";
  return {
    span: placeIn(module, { start, end }),
    message: `1 + N queries: ${method}() asks the database for the ${via} of each ${rowName(owner)}, whether they were loaded or not`,
    mend: `load them with prefetch_related("${via}") or Prefetch("${via}", queryset=…, to_attr=…), and take from ${via}.all() in Python; or ask once for all rows: ${nameOf(query.model)}.objects.filter(…__in=…)`,
    path: [
      ...tellCalls(event, input.facts.routes),
      ...(row === undefined
        ? []
        : [
            {
              message: tellRows(row),
              span: placeIn(row.query.place.module, row.query.place),
            },
          ]),
      ...tellRelation(modelIndex(input), owner, via),
    ],
  };
}
