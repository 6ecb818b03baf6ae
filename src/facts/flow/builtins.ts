import { broughtIn, tellBrought } from "./brought.ts";
import { showRow } from "./expressions.ts";
import { type Arguments, type Frame, placeOf, writtenArguments } from "./flow.ts";
import { oneOf } from "./iterate.ts";
import { isInstance } from "./kinds.ts";
import { makeMapping } from "./mappings.ts";
import { unionOf } from "./union.ts";
import type { FlowValue } from "./values.ts";

/** Calls a function of the language itself. */
export function callBuiltin(frame: Frame, name: string, given: Arguments): FlowValue | undefined {
  const { positional, named, call } = given;
  const [first, second] = positional;
  const place = placeOf(frame, call);
  const items = (value: FlowValue | undefined): FlowValue | undefined =>
    frame.flow.iterate(frame, value, place);
  switch (name) {
    case "list":
    case "tuple":
    case "set":
    case "frozenset":
    case "iter":
    case "reversed":
      return first?.kind === "list" ? first : { kind: "collection", of: items(first) };
    case "sorted": {
      const of = items(first);
      apply(frame, named.get("key"), of, given);
      return { kind: "collection", of };
    }
    case "filter": {
      const of = items(second);
      apply(frame, first, of, given);
      return { kind: "collection", of };
    }
    case "map": {
      const of = items(second);
      return { kind: "collection", of: apply(frame, first, of, given) };
    }
    default:
      return callOther(frame, name, given, items);
  }
}

function callOther(
  frame: Frame,
  name: string,
  given: Arguments,
  items: (value: FlowValue | undefined) => FlowValue | undefined,
): FlowValue | undefined {
  const { positional, named, call } = given;
  const [first] = positional;
  switch (name) {
    case "min":
    case "max": {
      const of = positional.length > 1 ? unionOf(positional) : items(first);
      apply(frame, named.get("key"), of, given);
      // What is compared with others is no longer what anybody likes.
      return broughtIn(of) === undefined ? (positional.length > 1 ? of : oneOf(frame, of)) : undefined;
    }
    case "next":
      return oneOf(frame, first?.kind === "collection" ? first.of : items(first));
    case "enumerate":
      return { kind: "collection", of: { kind: "list", items: [undefined, items(first)] } };
    case "zip":
      return { kind: "collection", of: { kind: "list", items: positional.map(items) } };
    case "len":
    case "any":
    case "all":
    case "sum":
    case "bool":
      items(first);
      return name === "bool" && first?.kind === "truth" ? first : undefined;
    case "str":
    case "repr":
    case "format":
      if (first?.kind === "row") showRow(frame, first, call);
      return first?.kind === "text" || first?.kind === "brought" ? first : undefined;
    case "dict":
      if (first?.kind === "brought") return first;
      return positional.length === 0 ? mappingOf(frame, given) : undefined;
    default:
      return callOfObject(frame, name, given);
  }
}

/** What asks for attributes and the class of one object. */
function callOfObject(frame: Frame, name: string, { positional, call }: Arguments): FlowValue | undefined {
  const [first, second] = positional;
  const place = placeOf(frame, call);
  switch (name) {
    case "getattr":
      return second?.kind === "text" && first !== undefined
        ? unionOf([frame.flow.attribute(frame, first, second.text, place), positional[2]])
        : undefined;
    case "isinstance": {
      const held = isInstance(frame, first, second);
      return held === undefined ? undefined : { kind: "truth", value: held };
    }
    case "hasattr":
      if (second?.kind !== "text" || first?.kind !== "row") return undefined;
      // What no model declares, a query brings along: what is done for rows without it is done for those of other queries.
      return frame.flow.attribute(frame, first, second.text, place)?.kind === "method"
        ? { kind: "truth", value: true }
        : undefined;
    case "type":
      return first?.kind === "object" || first?.kind === "row"
        ? frame.flow.attribute(frame, first, "__class__", place)
        : undefined;
    case "setattr":
      if (first?.kind === "row" && broughtIn(second) !== undefined)
        tellBrought(frame, { how: "change", model: first.model }, broughtIn(second), place);
      return { kind: "none" };
    default:
      return undefined;
  }
}

function mappingOf(frame: Frame, { named, call }: Arguments): FlowValue | undefined {
  return named.size === 0
    ? undefined
    : makeMapping(named, undefined, undefined, writtenArguments(frame, call));
}

/** Calls a function with one value, as `map` and `sorted` do with each. */
function apply(
  frame: Frame,
  callee: FlowValue | undefined,
  value: FlowValue | undefined,
  { call }: Arguments,
): FlowValue | undefined {
  if (callee === undefined || callee.kind === "none" || value === undefined) return undefined;
  return frame.flow.call(frame, callee, { positional: [value], named: new Map(), open: false, call });
}
