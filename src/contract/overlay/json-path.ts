import parse, { type JsonPathQuery } from "jsonpath-rfc9535/parser";
import { type Budget, spend } from "./budget.ts";
import { type Cursor, childOf, keysOf } from "./cursor.ts";
import { isChosen } from "./filter.ts";

export type { JsonPathQuery };
export type Segment = JsonPathQuery["segments"][number];
type Selection = Segment["node"];
type Selector = Extract<Selection, { readonly type: "BracketedSelection" }>["selectors"][number];

/** Longer than anybody writes by hand; what is parsed at all is parsed in linear time. */
const longestPath = 2_000;

/** A JSONPath as RFC 9535 has it; why it is none, where it is none. */
export function parseJsonPath(text: string): JsonPathQuery | string {
  if (text.length > longestPath) return `has more than ${longestPath} characters`;
  try {
    return parse(text.trim());
  } catch (problem) {
    return `is no JSONPath (RFC 9535): ${problem instanceof Error ? problem.message : String(problem)}`;
  }
}

/** The places that a path leads to, each once, in document order of their parents. Bounded by the budget. */
export function select(start: Cursor, segments: readonly Segment[], budget: Budget): readonly Cursor[] {
  let places: readonly Cursor[] = [start];
  for (const segment of segments) {
    const from = segment.type === "DescendantSegment" ? allBelow(places, budget) : places;
    const chosen = new Set<Cursor>();
    for (const place of from) for (const found of choose(place, segment.node, budget)) chosen.add(found);
    places = [...chosen];
    if (budget.steps < 0 || budget.problem !== undefined) return [];
  }
  return places;
}

/** Places and all below them; what lies below two of them is walked through once. */
function allBelow(places: readonly Cursor[], budget: Budget): ReadonlySet<Cursor> {
  const met = new Set<Cursor>();
  const open = places.toReversed();
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (met.has(at)) continue;
    if (!spend(budget)) break;
    met.add(at);
    const below = keysOf(at);
    if (!spend(budget, below.length)) break;
    for (const key of below.toReversed()) {
      const child = childOf(at, key);
      if (child !== undefined) open.push(child);
    }
  }
  return met;
}

function choose(place: Cursor, selection: Selection, budget: Budget): readonly Cursor[] {
  if (!spend(budget)) return [];
  switch (selection.type) {
    case "WildcardSelector":
      return children(place, budget);
    case "MemberNameShorthand":
      return under(place, selection.value);
    case "BracketedSelection":
      return selection.selectors.flatMap((selector) => chooseBy(place, selector, budget));
  }
}

function chooseBy(place: Cursor, selector: Selector, budget: Budget): readonly Cursor[] {
  const { node } = place;
  switch (selector.type) {
    case "NameSelector":
      return under(place, selector.value);
    case "WildcardSelector":
      return children(place, budget);
    case "IndexSelector":
      return node.kind !== "list"
        ? []
        : under(place, selector.value < 0 ? node.items.length + selector.value : selector.value);
    case "SliceSelector":
      return node.kind !== "list" || !spend(budget, node.items.length)
        ? []
        : sliceIndexes(selector, node.items.length).flatMap((index) => under(place, index));
    case "FilterSelector":
      return children(place, budget).filter(
        (child) => budget.steps >= 0 && isChosen(child, selector.value, { budget, select }),
      );
  }
}

function under(place: Cursor, key: string | number): readonly Cursor[] {
  const child = childOf(place, key);
  return child === undefined ? [] : [child];
}

function children(place: Cursor, budget: Budget): readonly Cursor[] {
  const keys = keysOf(place);
  return spend(budget, keys.length) ? keys.flatMap((key) => under(place, key)) : [];
}

/** As RFC 9535 (2.3.4.2) counts: from either end, in either direction. */
function sliceIndexes(
  { start, end, step: by }: Extract<Selector, { readonly type: "SliceSelector" }>,
  length: number,
): readonly number[] {
  const step = by ?? 1;
  if (step === 0) return [];
  const plain = (at: number): number => (at >= 0 ? at : length + at);
  const clamp = (at: number, low: number, high: number): number => Math.min(Math.max(plain(at), low), high);
  const indexes: number[] = [];
  if (step > 0) {
    const last = clamp(end ?? length, 0, length);
    for (let at = clamp(start ?? 0, 0, length); at < last; at += step) indexes.push(at);
    return indexes;
  }
  const first = start === null ? length - 1 : clamp(start, -1, length - 1);
  const last = end === null ? -1 : clamp(end, -1, length - 1);
  for (let at = first; at > last; at += step) indexes.push(at);
  return indexes;
}
