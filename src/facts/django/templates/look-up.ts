import type { Expression } from "#python";
import { showRow } from "../../flow/expressions.ts";
import type { Frame } from "../../flow/flow.ts";
import { namesWith } from "../../flow/lookup.ts";
import { unionOf } from "../../flow/union.ts";
import type { FlowValue, Place } from "../../flow/values.ts";
import { filterOf } from "./libraries.ts";
import type { Filtered, Operand, Path, Stretch } from "./nodes.ts";

/** Filters that take rows, or one of them, without changing what they are. */
const keeping = new Set(["dictsort", "dictsortreversed", "safe", "default", "default_if_none", "slice"]);

/** What `order.customer|default:other` stands for, with all that is looked up for it. */
export function lookUpFiltered(frame: Frame, { base, filters, end }: Filtered): FlowValue | undefined {
  let value = base && lookUpOperand(frame, base);
  for (const { name, argument, ...stretch } of filters) {
    const given = argument && lookUpOperand(frame, argument);
    const place: Place = { module: frame.module, ...stretch };
    const own = filterOf(frame, name);
    if (own !== undefined) value = callWith(frame, own, place, base, argument ? [value, given] : [value]);
    else if (name === "first" || name === "last") value = oneOf(frame.flow.iterate(frame, value, place));
    else if (name.startsWith("default")) value = unionOf([value, given]);
    else if (!keeping.has(name)) {
      take(frame, value, { start: base?.start ?? end, end });
      value = undefined;
    }
  }
  return value;
}

function oneOf(value: FlowValue | undefined): FlowValue | undefined {
  return value?.kind === "row" ? { ...value, each: false } : value;
}

/** Rows of which something is told are taken; one row is told as what its class makes of it. */
export function take(frame: Frame, value: FlowValue | undefined, stretch: Stretch): void {
  if (value?.kind === "rows") frame.flow.iterate(frame, value, { module: frame.module, ...stretch });
  else if (value?.kind === "row") showRow(frame, value, stretch);
  else if (value?.kind === "union") for (const each of value.of) take(frame, each, stretch);
}

/** Calls a function of the project with what a template gives it. */
export function callWith(
  frame: Frame,
  callee: FlowValue,
  place: Place,
  base: Operand | undefined,
  positional: readonly (FlowValue | undefined)[],
  named: ReadonlyMap<string, FlowValue | undefined> = new Map(),
): FlowValue | undefined {
  const { start, end } = place;
  const args = base?.kind === "path" ? [{ kind: "argument" as const, value: written(base), start, end }] : [];
  const call = {
    kind: "call" as const,
    callee: { kind: "name" as const, id: "", start, end },
    args,
    start,
    end,
  };
  return frame.flow.call(frame, callee, { positional, named, open: false, call });
}

function lookUpOperand(frame: Frame, operand: Operand): FlowValue | undefined {
  switch (operand.kind) {
    case "text":
      return { kind: "text", text: operand.text };
    case "truth":
      return { kind: "truth", value: operand.value };
    case "path":
      return lookUpPath(frame, operand);
  }
}

/**
 * `order.lines.all`: each part is a key, an attribute or a place in a list, and what can be called is called:
 * https://docs.djangoproject.com/en/6.0/ref/templates/language/#variables
 */
function lookUpPath(frame: Frame, path: Path): FlowValue | undefined {
  const [first, ...rest] = path.parts;
  frame.flow.budget.left -= 1;
  if (first === undefined || frame.flow.budget.left <= 0) return undefined;
  // A variable is what the template is given: no module and no language stands behind it.
  let value = called(frame, namesWith(frame.names, first.name)?.get(first.name), path, 0);
  rest.forEach((part, index) => {
    const place: Place = { module: frame.module, start: path.start, end: part.end };
    value = called(frame, value && member(frame, value, part.name, place), path, index + 1);
  });
  return value;
}

function member(frame: Frame, of: FlowValue, name: string, place: Place): FlowValue | undefined {
  if (of.kind === "union") return unionOf(of.of.map((each) => member(frame, each, name, place)));
  const isPlace = /^\d+$/.test(name);
  if (of.kind === "list") return isPlace ? of.items[Number(name)] : undefined;
  if (of.kind === "collection") return isPlace ? oneOf(of.of) : undefined;
  if (of.kind === "rows" && isPlace) return oneOf(frame.flow.iterate(frame, of, place));
  if (of.kind === "mapping") {
    if (of.entries.has(name)) return of.entries.get(name);
    const values = unionOf([...of.entries.values(), of.others]);
    if (name === "items") return { kind: "collection", of: { kind: "list", items: [undefined, values] } };
    return name === "values" ? { kind: "collection", of: values } : of.others;
  }
  return frame.flow.attribute(frame, of, name, place);
}

/** What can be called without arguments is. */
function called(frame: Frame, value: FlowValue | undefined, path: Path, at: number): FlowValue | undefined {
  if (value?.kind !== "method" && value?.kind !== "function") return value;
  const parts = { ...path, parts: path.parts.slice(0, at + 1) };
  const callee = written(parts);
  const { start, end } = callee;
  const call = { kind: "call" as const, callee, args: [], start, end };
  return frame.flow.call(frame, value, { positional: [], named: new Map(), open: false, call });
}

/** The same as an expression of the language. */
function written({ parts, start }: Path): Expression {
  const [first, ...rest] = parts;
  let made: Expression = { kind: "name", id: first?.name ?? "", start, end: first?.end ?? start };
  for (const { name, end } of rest) made = { kind: "attribute", value: made, name, start, end };
  return made;
}
