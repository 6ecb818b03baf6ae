import { partOf } from "./brought.ts";
import type { Frame } from "./flow.ts";
import { semanticsOf } from "./follow-relation.ts";
import { unionOf } from "./union.ts";
import type { FlowValue, Place } from "./values.ts";

/** One of what a loop would go over: a row of one row's relation is one, that of each row's is one for each, and each round may find another. */
export function oneOf(frame: Frame, value: FlowValue | undefined): FlowValue | undefined {
  if (value?.kind === "union") return unionOf(value.of.map((each) => oneOf(frame, each)));
  if (value?.kind !== "row" || frame.loops.length > 0) return value;
  const { steps, of, query } = value;
  const isForEach = steps.length > 0 ? (of?.row.each ?? value.each) : (query.from?.each ?? false);
  return { ...value, each: value.each && isForEach };
}

/** What one round of a loop over a value takes from it. Rows are taken where they have not been yet. */
export function iterate(frame: Frame, value: FlowValue | undefined, place: Place): FlowValue | undefined {
  switch (value?.kind) {
    case "list":
      return unionOf(value.items);
    case "collection":
      return value.of;
    case "rows": {
      if (value.form !== "result") semanticsOf(frame, value.model)?.takeRows?.(frame, value, place);
      if (value.query.plain) return undefined;
      const { model, query, steps, of } = value;
      return { kind: "row", model, query, steps, each: value.each || !query.few, ...(of && { of }) };
    }
    case "brought":
      return partOf(frame, value, place);
    case "union":
      return unionOf(value.of.map((each) => iterate(frame, each, place)));
    default:
      return undefined;
  }
}
