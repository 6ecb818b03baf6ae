import { isAside, type Place, placeIn, type QueryRun } from "#facts";
import { allLinks } from "../django/query-chain.ts";
import { flowEvents, modelIndex } from "../flow-events.ts";
import { nodesAround } from "../nodes-around.ts";
import { nodesWithin } from "../nodes-within.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";
import { nameOf, rowName, tellCalls } from "../tell-event.ts";

/** A method field asks the database for something of its own row, and a list calls it for each row. */
export const queryInMethodField: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  precedes: ["django/query-in-loop", "django/prefetch-bypassed"],
  find: (input) => {
    const found = new Map<string, Hit>();
    for (const event of flowEvents(input)) {
      if (event.kind !== "run") continue;
      const { module, start } = event.query.place;
      const key = `${module.path}:${start}`;
      const hit = found.has(key) ? undefined : tell(input, event);
      if (hit !== undefined) found.set(key, hit);
    }
    return [...found.values()];
  },
};

function tell(input: RuleInput, event: QueryRun): Hit | undefined {
  const { query, calls, loop, row } = event;
  const at = calls.findLastIndex(({ shown }) => shown?.startsWith("field "));
  const [field, method, ...rest] = calls.slice(at);
  if (at === -1 || method === undefined || rest.some(({ callee }) => callee !== method.callee))
    return undefined;
  if ((loop === undefined && row === undefined) || field?.shown === undefined) return undefined;
  if (modelIndex(input).get(query.model) === undefined || isAsked(calls.map(({ place }) => place)))
    return undefined;
  if (!asksForRow(query.place, row !== undefined)) return undefined;
  const path = tellCalls({ calls: calls.slice(0, at + 2), root: event.root }, input.facts.routes);
  const { module, start, end } = query.place;
  return {
    span: placeIn(module, { start, end: Math.max(end, allLinks(query.place).at(-1)?.end ?? 0) }),
    message: `1 + N queries: ${field.shown} asks for its ${rowName(query.model)} rows each time it is shown`,
    mend: `ask once for all rows of the list: prefetch them, ${nameOf(query.model)}.objects.filter(…__in=…), or annotate the list's own query with what is counted`,
    path,
  };
}

/** Whether some step stands where queries do no harm: in tests, in what is run by hand. */
function isAsked(places: readonly Place[]): boolean {
  return places.some(({ module }) => isAside(module.path));
}

/** Whether a query asks by what the method was given: what is the same for every row may be kept from the first. */
function asksForRow(place: Place, isOfRow: boolean): boolean {
  const method = nodesAround(place.module.syntax.body, place).findLast((node) => node.kind === "function");
  if (method?.kind !== "function") return false;
  if (isOfRow) return true;
  const given = method.parameters[1]?.name;
  return allLinks(place).some(({ args }) =>
    args.some(({ value }) => nodesWithin(value).some((node) => "id" in node && node.id === given)),
  );
}
