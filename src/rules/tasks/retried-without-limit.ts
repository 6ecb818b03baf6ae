import { isTest, type TaskFact } from "#facts";
import type { Hit, Rule } from "../rule.ts";
import { nameOf } from "../tell-event.ts";

/** A task that fails is tried again for ever. */
export const retriedWithoutLimit: Rule = {
  severity: "warning",
  on: false,
  fix: "none",
  find: ({ facts }) => facts.tasks.flatMap(tell),
};

function tell({ id, retries, span }: TaskFact): readonly Hit[] {
  if (retries?.most !== "endless" || retries.afterOwn === true || isTest(span.file)) return [];
  return [
    {
      span: retries.span,
      message: `${nameOf(id)} is tried again without an end: one message that can never succeed is run for ever, and each deployment adds more of them`,
      mend: "say how often it is tried again, and what happens to what still fails then",
      path: [{ message: `${nameOf(id)} is a task`, span }],
    },
  ];
}
