import type { FlowValue, Mapping, Written } from "./values.ts";

/** A dictionary of these keys; of those that are `maybe` there, it is told so. */
export function makeMapping(
  entries: ReadonlyMap<string, FlowValue | undefined>,
  others?: FlowValue,
  maybe: ReadonlySet<string> = new Set(),
  written: Mapping["written"] = new Map(),
): Mapping {
  return {
    kind: "mapping",
    entries,
    ...(maybe.size > 0 && { maybe }),
    ...(others !== undefined && { others }),
    ...(written.size > 0 && { written }),
  };
}

/** A dictionary with what is put into it over what it has. */
export function extendMapping(
  before: Mapping,
  entries: Iterable<readonly [string, FlowValue | undefined]>,
  others: FlowValue | undefined = before.others,
  maybe: ReadonlySet<string> = new Set(),
  written: Iterable<readonly [string, Written]> = [],
): Mapping {
  const more = new Map(entries);
  const left = [...(before.maybe ?? [])].filter((name) => !more.has(name));
  const doubtful = [...maybe].filter((name) => !before.entries.has(name) || before.maybe?.has(name));
  const kept = [...(before.written ?? [])].filter(([name]) => !more.has(name));
  const entered = new Map([...before.entries, ...more]);
  const made = makeMapping(entered, others, new Set([...left, ...doubtful]), new Map([...kept, ...written]));
  return before.place === undefined ? made : { ...made, place: before.place };
}
