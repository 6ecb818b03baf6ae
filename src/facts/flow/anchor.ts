import { takenBy } from "./queries.ts";
import type { FlowValue, Place, Query } from "./values.ts";

/** Rows that a call gives are known by that call too, unless they were handed to it. */
export function anchor(
  value: FlowValue | undefined,
  place: Place,
  given: Iterable<FlowValue | undefined>,
): FlowValue | undefined {
  // Only rows are known by a call, and what may hold some.
  if (value === undefined || !holders.has(value.kind)) return value;
  const stems = new Set<string>();
  for (const each of given) collectStems(each, stems, 0);
  return mark(value, place, stems, 0);
}

const holders: ReadonlySet<FlowValue["kind"]> = new Set(["row", "rows", "collection", "list", "union"]);

function mark(
  value: FlowValue | undefined,
  place: Place,
  stems: ReadonlySet<string>,
  depth: number,
): FlowValue | undefined {
  if (value === undefined || depth > 3) return value;
  switch (value.kind) {
    case "row":
    case "rows":
      return stems.has(stemOf(value.query)) ? value : { ...value, query: takenBy(value.query, place) };
    case "collection":
      return { ...value, of: mark(value.of, place, stems, depth + 1) };
    case "list":
      return { ...value, items: value.items.map((item) => mark(item, place, stems, depth + 1)) };
    case "union":
      return { ...value, of: value.of.map((each) => mark(each, place, stems, depth + 1) ?? each) };
    default:
      return value;
  }
}

function collectStems(value: FlowValue | undefined, stems: Set<string>, depth: number): void {
  if (value === undefined || depth > 3) return;
  switch (value.kind) {
    case "row":
    case "rows":
      stems.add(stemOf(value.query));
      break;
    case "collection":
      collectStems(value.of, stems, depth + 1);
      break;
    case "list":
      for (const item of value.items) collectStems(item, stems, depth + 1);
      break;
    case "union":
      for (const each of value.of) collectStems(each, stems, depth + 1);
      break;
    default:
  }
}

/** What a query stays, whatever is added to it. */
function stemOf({ place, taken }: Query): string {
  return [place, ...taken].map(({ module, start }) => `${module.path}:${start}`).join("^");
}
