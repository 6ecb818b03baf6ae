import { isTest, placeIn, type TaskSent } from "#facts";
import { flowEvents } from "../flow-events.ts";
import type { Hit, Rule } from "../rule.ts";
import { nameOf, rowName } from "../tell-event.ts";

/** A task is given a row itself instead of its key. */
export const modelInstanceAsArgument: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  find: (input) => {
    const found = new Map<string, Hit>();
    for (const event of flowEvents(input)) {
      if (event.kind !== "sent" || event.rows.length === 0 || isTest(event.place.module.path)) continue;
      found.set(`${event.place.module.path}:${event.place.start}`, tell(event));
    }
    return [...found.values()];
  },
};

function tell({ task, rows, place }: TaskSent): Hit {
  const [row] = rows;
  const name = row === undefined ? "row" : rowName(row.model);
  return {
    span: placeIn(place.module, place),
    message: `${nameOf(task)} is given ${/^[aeiou]/.test(name) ? "an" : "a"} ${name} itself: as JSON it cannot be sent, and pickled it is a copy, whose columns are old by the time the task runs`,
    mend: `give it the key, and let ${nameOf(task)} ask for the ${name}; of one that is deleted by then, give it what else it needs`,
  };
}
