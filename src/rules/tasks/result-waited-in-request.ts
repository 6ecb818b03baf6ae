import { isAside, placeIn, type TaskSent } from "#facts";
import { flowEvents } from "../flow-events.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";
import { nameOf } from "../tell-event.ts";

/** What answers a request, or runs a task, stands still until another task has been run. */
export const resultWaitedInRequest: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  find: (input) => {
    const tasks = new Set(input.facts.tasks.map(({ id }) => id));
    const found = new Map<string, Hit>();
    for (const event of flowEvents(input)) {
      if (event.kind !== "sent" || event.what !== "waited" || isAside(event.place.module.path)) continue;
      if (event.place.module.syntax.text.includes("allow_join_result")) continue;
      const who = whoWaits(input, tasks, event);
      if (who !== undefined) found.set(`${event.place.module.path}:${event.place.start}`, tell(event, who));
    }
    return [...found.values()];
  },
};

/** The route or the task that waits; of others it is not known who does. */
function whoWaits({ facts }: RuleInput, tasks: ReadonlySet<string>, { root }: TaskSent): string | undefined {
  if (tasks.has(root)) return `the task ${nameOf(root)}`;
  const route = facts.routes.find(
    ({ handler, action }) => (action === undefined ? handler : `${handler}.${action}`) === root,
  );
  return route && `${route.method} ${route.path}`;
}

function tell({ task, place, calls, root }: TaskSent, who: string): Hit {
  return {
    span: placeIn(place.module, place),
    message: `${who} stands still until ${nameOf(task)} has been run: where all workers wait so, nothing is left that could run it`,
    mend: who.startsWith("the task")
      ? "chain the two, so that what comes next is sent with the result"
      : "answer at once with an id by which the result can be asked for later, or do the work here",
    path: [
      ...calls.map((step) => ({
        message: nameOf(step.callee),
        span: placeIn(step.place.module, step.place),
      })),
      { message: `${nameOf(root)} waits for ${nameOf(task)}`, span: placeIn(place.module, place) },
    ],
  };
}
