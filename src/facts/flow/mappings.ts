import type { FlowValue, Mapping } from "./values.ts";

/** A dictionary of these keys; of those that are `maybe` there, it is told so. */
export function makeMapping(
  entries: ReadonlyMap<string, FlowValue | undefined>,
  others?: FlowValue,
  maybe: ReadonlySet<string> = new Set(),
): Mapping {
  return {
    kind: "mapping",
    entries,
    ...(maybe.size > 0 && { maybe }),
    ...(others !== undefined && { others }),
  };
}

/** A dictionary with what is put into it over what it has. */
export function extendMapping(
  before: Mapping,
  entries: Iterable<readonly [string, FlowValue | undefined]>,
  others: FlowValue | undefined = before.others,
  maybe: ReadonlySet<string> = new Set(),
): Mapping {
  const more = new Map(entries);
  const left = [...(before.maybe ?? [])].filter((name) => !more.has(name));
  const doubtful = [...maybe].filter((name) => !before.entries.has(name) || before.maybe?.has(name));
  return makeMapping(new Map([...before.entries, ...more]), others, new Set([...left, ...doubtful]));
}
