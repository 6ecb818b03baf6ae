import { isTest, placeIn, type QueryRun } from "#facts";
import { flowEvents, modelIndex, nearestByPlace } from "../flow-events.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";
import { nameOf, rowName, tellCalls } from "../tell-event.ts";
import { allLinks } from "./query-chain.ts";

/** A column of a list of the administration runs a query of its own for each row. */
export const adminListPerRowQuery: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  find: (input) => {
    const runs = flowEvents(input).flatMap((event) =>
      event.kind === "run" && counts(input, event) ? [event] : [],
    );
    return nearestByPlace(runs, ({ query }) => query.place).map((event) => tell(input, event));
  },
};

function counts(input: RuleInput, { root, query, row, loop, calls }: QueryRun): boolean {
  if (!root.endsWith(".changelist") || (row === undefined && loop === undefined)) return false;
  // What a loop within the column's own method asks is that loop's matter; and what names nothing of the row asks the same each time.
  if (row === undefined && (loop?.module !== calls[0]?.place.module || !asksByValue(query.place)))
    return false;
  if (modelIndex(input).frameworkOf(query.model) !== "django") return false;
  return !isTest(query.place.module.path);
}

function asksByValue(place: QueryRun["query"]["place"]): boolean {
  return allLinks(place).some(({ args }) =>
    args.some(({ value: { kind } }) => kind !== "string" && kind !== "constant" && kind !== "number"),
  );
}

function tell(input: RuleInput, event: QueryRun): Hit {
  const { query, row, root } = event;
  const { module, start } = query.place;
  const links = allLinks(query.place);
  const end = Math.max(query.place.end, links.at(-1)?.end ?? 0);
  const list = nameOf(root).replace(/\.changelist$/, "");
  const what = row === undefined ? rowName(query.model) : `${query.via} of each ${rowName(row.model)}`;
  return {
    span: placeIn(module, { start, end }),
    message: `1 + N queries: each row of the list of ${list} asks for its ${what}, 100 more on a page`,
    mend: `${mendOf(links.at(-1)?.name ?? "", query)} in ${list}.get_queryset, and show what that gives`,
    path: [...tellCalls(event, input.facts.routes)],
  };
}

function mendOf(last: string, { via = "…" }: QueryRun["query"]): string {
  if (last === "count") return `add .annotate(…=Count("${via}"))`;
  if (last === "exists") return "add .annotate(…=Exists(…))";
  return last === "aggregate" || last === "first" || last === "last"
    ? "add .annotate(…=Subquery(…))"
    : `add .prefetch_related(Prefetch("${via}", queryset=…, to_attr=…))`;
}
