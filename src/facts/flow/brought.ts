import type { Call, Expression } from "#python";
import { textOf } from "../literals.ts";
import { type Arguments, type Frame, placeOf } from "./flow.ts";
import { setName } from "./names.ts";
import type { Brought, FlowValue, Place } from "./values.ts";

/** What of a request holds what somebody sent. */
const wholes: ReadonlySet<string> = new Set(["data", "POST", "GET", "query_params"]);

/** What somebody outside chose, taken at an expression. */
export function broughtAt(frame: Frame, expression: Expression): Brought {
  const place = placeOf(frame, expression);
  return { kind: "brought", by: "request", whole: false, place, shown: shownAt(place) };
}

/** An attribute of a request that holds what was sent with it. */
export function sentWith(name: string, place: Place): Brought | undefined {
  if (!wholes.has(name) && name !== "body") return undefined;
  return { kind: "brought", by: "request", whole: wholes.has(name), place, shown: shownAt(place) };
}

/** One value of what was brought. */
export function partOf(frame: Frame, { by }: Brought, node: Stretch, name?: string): Brought {
  const place = placeOf(frame, node);
  const key = name === undefined ? {} : { key: name };
  return { kind: "brought", by, whole: false, place, shown: shownAt(place), ...key };
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

function shownAt({ module, start, end }: Place): string {
  return module.syntax.text.slice(start, end).replace(/\s+/g, " ").slice(0, 60);
}

const asItIs = /^(?:copy|dict|strip|lstrip|rstrip|lower|upper|title|capitalize|decode|encode|replace)$/;

/** A method of what was brought. */
export function callBrought(
  frame: Frame,
  of: Brought,
  name: string,
  { positional, call }: Arguments,
): FlowValue | undefined {
  const [key] = positional;
  const part = partOf(frame, of, call, key?.kind === "text" ? key.text : undefined);
  switch (name) {
    case "get":
    case "getlist":
    case "pop":
      return part;
    case "items":
    case "lists":
      return { kind: "collection", of: { kind: "list", items: [part, part] } };
    case "keys":
    case "values":
    case "split":
      return { kind: "collection", of: part };
    default:
      return asItIs.test(name) ? of : undefined;
  }
}

/** `request.data["name"]` */
export function takeBrought(frame: Frame, of: Brought, node: Expression, index: Expression): Brought {
  return partOf(frame, of, node, textOf(index));
}

/** What was brought of a value, or of one of several that it may be. */
export function broughtIn(value: FlowValue | undefined): Brought | undefined {
  if (value?.kind === "union")
    return value.of.find((each): each is Brought => each.kind === "brought" && isOpen(each));
  return value?.kind === "brought" && isOpen(value) ? value : undefined;
}

function isOpen({ by }: Brought): boolean {
  return by !== "nobody";
}

/** What `**` spreads of what was brought: names of its own choice. */
export function spreadOf(value: FlowValue | undefined): Brought | undefined {
  if (value?.kind !== "mapping") return broughtIn(value);
  const { others } = value;
  const all = others?.kind === "union" ? others.of : [others];
  return broughtIn(all.find((each) => each?.kind === "brought" && isOpen(each) && each.isValue !== true));
}

/** What is put into a dictionary under a key that is worked out: `{f"{name}__in": value}`. */
export function putUnder(value: FlowValue | undefined, key: FlowValue | undefined): FlowValue | undefined {
  const isChosen = broughtIn(key) !== undefined || (key?.kind === "built" && key.holes.length > 0);
  const held = isChosen ? undefined : broughtIn(value);
  return held === undefined ? value : { ...held, isValue: true };
}

/** Tells that what a request brought is written to a row, or finds rows, as it came; `field` where a name of the source says which. */
export function tellBrought(
  frame: Frame,
  use: { readonly how: "make" | "change" | "find"; readonly model: string; readonly field?: string },
  value: Brought | undefined,
  place: Place,
): void {
  if (value?.by !== "request") return;
  const { calls, root } = frame;
  frame.flow.emit({ kind: "brought", ...use, value, place, calls, root });
}

const checking =
  /valid|check|clean|assert|verif|ensure|require|parse|allow|permit|^is(?:digit|alnum|alpha|numeric|decimal|identifier)$|match$/i;

/** What a test compares or asks something about was looked at: nothing more is said of it. Whether there is any tells nothing. */
export function forgetTested(frame: Frame, test: Expression): void {
  switch (test.kind) {
    case "boolean":
      for (const value of test.values) forgetTested(frame, value);
      break;
    case "unary":
      forgetTested(frame, test.operand);
      break;
    case "comparison":
      if (test.comparators.some(({ kind }) => kind === "constant")) break;
      if (test.operators.some((operator) => operator.endsWith("in"))) lookAt(frame, test.left);
      for (const side of [test.left, ...test.comparators]) forget(frame, side);
      break;
    case "call":
      if (checking.test(calledName(test)))
        for (const each of [receiverOf(test), ...test.args.map(({ value }) => value)]) lookAt(frame, each);
      forget(frame, test);
      break;
    default:
  }
}

function receiverOf({ callee }: Call): Expression | undefined {
  return callee.kind === "attribute" ? callee.value : undefined;
}

function calledName({ callee }: Call): string {
  return callee.kind === "attribute" ? callee.name : callee.kind === "name" ? callee.id : "";
}

/** `validate_name(name)`, whose result nobody takes, raises where it must. */
export function forgetChecked(frame: Frame, expression: Expression): void {
  const call = expression.kind === "await" ? expression.value : expression;
  if (call.kind !== "call") return;
  if (!checking.test(calledName(call))) return;
  for (const { value } of call.args) {
    lookAt(frame, value);
    forget(frame, value);
  }
}

/** What a function was handed, and has looked at. */
function lookAt(frame: Frame, expression: Expression | undefined): void {
  if (expression?.kind !== "name") return;
  const { own } = frame.names;
  if (own.has(expression.id) && own.get(expression.id) === undefined)
    setName(frame.names, expression.id, { ...broughtAt(frame, expression), by: "nobody" });
}

function forget(frame: Frame, expression: Expression): void {
  switch (expression.kind) {
    case "name": {
      const { own } = frame.names;
      const held = broughtIn(own.get(expression.id));
      if (held !== undefined && !held.whole) setName(frame.names, expression.id, { ...held, by: "nobody" });
      break;
    }
    case "call":
      if (expression.callee.kind === "attribute") forget(frame, expression.callee.value);
      for (const { value } of expression.args) forget(frame, value);
      break;
    case "attribute":
    case "subscript":
      forget(frame, expression.value);
      break;
    default:
  }
}
