import { partOf } from "./brought.ts";
import type { Frame } from "./flow.ts";
import { semanticsOf } from "./follow-relation.ts";
import { unionOf } from "./union.ts";
import type { FlowValue, Place } from "./values.ts";

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
