import { isMigration, isTest, placeIn, type WaitInAsync } from "#facts";
import { flowEvents, nearestByPlace } from "../flow-events.ts";
import { type Hit, once, type Rule, type RuleInput } from "../rule.ts";
import { nameOf } from "../tell-event.ts";

/** An asynchronous function asks the database by the plain methods of querysets and rows, which raise an error there. */
export const ormCallInAsyncView: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  find: (input) => {
    if (isAllowed(input)) return [];
    const refused = flowEvents(input).flatMap((event) => {
      if (event.kind !== "wait" || !event.refused) return [];
      const { path } = outermost(event).module;
      return isTest(path) || isMigration(path) ? [] : [event];
    });
    return nearestByPlace(refused, outermost).map((event) => tell(input, event));
  },
};

/** A project may ask not to be guarded, and then waits instead. */
const isAllowed = once(({ project }: RuleInput) =>
  [...project.modules.values()].some(({ syntax }) => syntax.text.includes("DJANGO_ALLOW_ASYNC_UNSAFE")),
);

function outermost({ calls, place }: WaitInAsync): WaitInAsync["place"] {
  return calls[0]?.place ?? place;
}

function tell(input: RuleInput, event: WaitInAsync): Hit {
  const { calls, place, path: what, within } = event;
  const [first, ...rest] = calls;
  const from = outermost(event);
  const route = input.facts.routes.find(
    ({ handler, action }) => (action === undefined ? handler : `${handler}.${action}`) === within,
  );
  const who = first === undefined ? what : `${nameOf(first.callee)} calls ${what}, which`;
  const cost =
    route === undefined ? "" : `, and each request to ${route.method} ${route.path} is answered 500`;
  return {
    span: placeIn(from.module, from),
    message: `${who} asks the database from an asynchronous function without awaiting: it raises SynchronousOnlyOperation${cost}`,
    mend: mendOf(what, first === undefined ? undefined : nameOf(first.callee)),
    path: [
      ...(first === undefined
        ? []
        : [{ message: `${nameOf(within)} calls ${nameOf(first.callee)}`, span: placeIn(from.module, from) }]),
      ...rest.map((step) => ({ message: nameOf(step.callee), span: placeIn(step.place.module, step.place) })),
      { message: `${what} asks the database`, span: placeIn(place.module, place) },
    ],
  };
}

function mendOf(what: string, called: string | undefined): string {
  if (called !== undefined) return `await sync_to_async(${called})(…), or make it asynchronous too`;
  if (what.endsWith("()")) return `await .a${what.slice(0, -2)}(…)`;
  return what === "a queryset"
    ? "take the rows with `async for`"
    : `load ${what} with the row, by select_related("${what}")`;
}
