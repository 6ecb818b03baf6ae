import { mergeLoads } from "./load-tree.ts";
import { makeMapping } from "./mappings.ts";
import { withLoads } from "./queries.ts";
import { type FlowValue, keyOf, type Mapping, type ObjectValue, type Row, type Rows } from "./values.ts";

/** How many values a name may stand for before nothing is said of it. */
const most = 4;

/** What is one value or another, as branches leave it. What is unknown on one branch is what is known of the other. */
export function unionOf(values: readonly (FlowValue | undefined)[]): FlowValue | undefined {
  if (values.length === 1 && values[0]?.kind !== "union") return values[0];
  const parts: FlowValue[] = [];
  for (const value of values) {
    for (const part of value?.kind === "union" ? value.of : [value]) {
      if (part !== undefined) addPart(parts, part);
    }
  }
  const known = parts.filter(({ kind }) => kind !== "none" && kind !== "truth");
  // What a caller chose is less known than anything else that it may be.
  const certain = known.filter((part) => part.kind !== "brought" || part.by === "request");
  const real = certain.length > 0 ? certain : known;
  if (real.length > most) return undefined;
  if (real.length > 1) return { kind: "union", of: real };
  return real[0] ?? alike(parts, values);
}

/** The rows of several queries, each with what any of them loads: under which condition which of them is asked is not seen. */
export function sharingLoads(value: FlowValue | undefined): FlowValue | undefined {
  if (value?.kind !== "union") return value;
  const all = value.of.filter(isRows);
  return unionOf(
    value.of.map((each) => {
      if (!isRows(each)) return each;
      const alike = all.filter(
        ({ model, steps }) => model === each.model && steps.join() === each.steps.join(),
      );
      const loads = alike.map(({ query }) => query.loads).reduce(mergeLoads);
      return { ...each, query: withLoads(each.query, loads) };
    }),
  );
}

/** A truth holds only where it does on all branches. */
function alike(
  parts: readonly FlowValue[],
  values: readonly (FlowValue | undefined)[],
): FlowValue | undefined {
  const [first] = parts;
  if (parts.every(({ kind }) => kind === "none")) return first;
  return parts.length === 1 && !values.includes(undefined) ? first : undefined;
}

function addPart(parts: FlowValue[], part: FlowValue): void {
  for (const [index, before] of parts.entries()) {
    const merged = before === part ? part : mergePair(before, part);
    if (merged === undefined) continue;
    parts[index] = merged;
    return;
  }
  parts.push(part);
}

/**
 * Two values as one, where they are the same but for what their queries load. What one branch loads counts as loaded: whoever asks
 * for it most likely does so under the same condition.
 */
function mergePair(one: FlowValue, other: FlowValue): FlowValue | undefined {
  if (isRows(one) && isRows(other) && one.kind === other.kind && isSameBut(one, other)) {
    const loads = mergeLoads(one.query.loads, other.query.loads);
    const query = withLoads(one.query, loads, one.query.certain && other.query.certain);
    return { ...one, query, each: one.each || other.each };
  }
  if (one.kind === "mapping" && other.kind === "mapping") return mergeMappings(one, other);
  if (one.kind === "collection" && other.kind === "collection")
    return { kind: "collection", of: unionOf([one.of, other.of]) };
  if (one.kind === "collection" && other.kind === "list" && other.items.length === 0) return one;
  if (other.kind === "collection" && one.kind === "list" && one.items.length === 0) return other;
  return isAlike(one, other) && keyOf(one) === keyOf(other) ? one : undefined;
}

function nameOf({ of }: ObjectValue): string {
  return typeof of === "string" ? of : of.node.name.id;
}

/** Whether two values may have the same key, as far as can be told without writing it. */
function isAlike(one: FlowValue, other: FlowValue): boolean {
  if (one.kind !== other.kind) return false;
  if (one.kind === "object" && other.kind === "object")
    return nameOf(one) === nameOf(other) && one.attributes.size === other.attributes.size;
  if (one.kind === "external" && other.kind === "external") return one.path === other.path;
  if (one.kind === "function" && other.kind === "function") return one.node === other.node;
  if (one.kind === "method" && other.kind === "method") return one.name === other.name;
  return true;
}

/** What a key leads to in one of two dictionaries, it leads to, where it is there. */
function mergeMappings(one: Mapping, other: Mapping): Mapping {
  const names = new Set([...one.entries.keys(), ...other.entries.keys()]);
  const entries = new Map(
    [...names].map((name) => [name, unionOf([one.entries.get(name), other.entries.get(name)])]),
  );
  const isMaybe = (name: string): boolean =>
    [one, other].some((each) => !each.entries.has(name) || each.maybe?.has(name));
  const made = makeMapping(
    entries,
    unionOf([one.others, other.others]),
    new Set([...names].filter(isMaybe)),
    new Map([...(other.written ?? []), ...(one.written ?? [])]),
  );
  return one.place === undefined ? made : { ...made, place: one.place };
}

function isRows(value: FlowValue): value is Row | Rows {
  return value.kind === "row" || value.kind === "rows";
}

function isSameBut(one: Row | Rows, other: Row | Rows): boolean {
  return (
    one.model === other.model &&
    one.query.place.module === other.query.place.module &&
    one.query.place.start === other.query.place.start &&
    one.query.from?.query.id === other.query.from?.query.id &&
    one.steps.join() === other.steps.join() &&
    (one.kind === "row" || (other.kind === "rows" && one.form === other.form))
  );
}
