import { isAside, placeIn, type TaskSent } from "#facts";
import { flowEvents, nearestByPlace } from "../flow-events.ts";
import type { Hit, Rule } from "../rule.ts";
import { nameOf } from "../tell-event.ts";

/** A task is sent while a transaction is open: whoever runs it may look for rows that are not there yet. */
export const sentInsideTransaction: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  find: (input) => {
    const sent = flowEvents(input).flatMap((event) =>
      event.kind === "sent" && isEarly(event) ? [event] : [],
    );
    // Of several transactions around one place, the nearest shows it best.
    return nearestByPlace(sent, ({ place }) => place).flatMap(tell);
  },
};

function isEarly({ what, transaction, isLater, place }: TaskSent): boolean {
  if (what !== "sent" || transaction === undefined || isLater) return false;
  return !isAside(place.module.path) && !isAside(transaction.module.path);
}

function tell({ task, place, calls, transaction }: TaskSent): readonly Hit[] {
  if (transaction === undefined) return [];
  return [
    {
      span: placeIn(place.module, place),
      message: `${nameOf(task)} is sent before the transaction around it has ended: a worker may run it before the rows are there, and runs it although they are rolled back`,
      mend: "send it when the transaction has ended: after its block, or from a function that is handed to on_commit",
      path: [
        { message: "the transaction is opened here", span: placeIn(transaction.module, transaction) },
        ...calls.map((step) => ({
          message: nameOf(step.callee),
          span: placeIn(step.place.module, step.place),
        })),
        { message: `${nameOf(task)} is sent`, span: placeIn(place.module, place) },
      ],
    },
  ];
}
