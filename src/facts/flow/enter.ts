import type { FunctionDefinition, Lambda, Parameter } from "#python";
import { idOf } from "../classes.ts";
import { anchor } from "./anchor.ts";
import { nameOf } from "./attributes.ts";
import { tellWaits } from "./blocking-calls.ts";
import { broughtAt } from "./brought.ts";
import { dependsOn } from "./calls.ts";
import { keepsAnswers } from "./done-once.ts";
import type { BlockingCall, QueryRun } from "./events.ts";
import {
  type Arguments,
  type Followed,
  type Frame,
  placeOf,
  type Summary,
  writtenArguments,
} from "./flow.ts";
import { openFollowed, remembered } from "./followed.ts";
import { hasHarmlessType, isOutside } from "./handed-in.ts";
import { repeatLoaded } from "./loaded.ts";
import { constantValue, moduleFrame } from "./lookup.ts";
import { makeMapping } from "./mappings.ts";
import { repeatPasses, tellUnfollowed } from "./passes.ts";
import { isRunInThread } from "./run-in-thread.ts";
import { run } from "./statements.ts";
import { surelyGiven } from "./surely-given.ts";
import { repeatSends, transactionAround } from "./task-sends.ts";
import { unionOf } from "./union.ts";
import { type FlowValue, type FunctionValue, keyOf } from "./values.ts";

/** How many calls may be open within one another, and for how many different arguments one function is followed: of one object or query, of all. */
const deepestCall = 12;
const mostContexts = 60;
const mostOfAll = 2000;
const mostMessages = 600;

/** Calls a function of the project: it is followed once for each sort of arguments, and what it was seen to do is remembered. */
export function enter(frame: Frame, callee: FunctionValue, given: Arguments): FlowValue | undefined {
  const { flow } = frame;
  const { node } = callee;
  if (frame.calls.length > 0) flow.called.add(nameOf(callee));
  const values = bindParameters(frame, callee, given);
  const surely = surelyGiven(frame, callee, given);
  const key = writeKey(callee, values, surely);
  const known = flow.followed.get(node) ?? openFollowed();
  flow.followed.set(node, known);
  const summary = known.summaries.has(key)
    ? known.summaries.get(key)
    : followAnew(frame, callee, given, { values, surely }, { known, key });
  // A function that is called while it is followed, too deep or too often gives what it declares.
  if (summary === undefined) {
    tellUnfollowed(frame, nameOf(callee), given.call, known);
    return declared(frame, callee);
  }
  fillObject(callee, summary);
  repeatRuns(frame, callee, given, summary.runs);
  repeatWaits(frame, callee, given, summary.waits);
  repeatSends(frame, nameOf(callee), given.call, summary.sends);
  repeatPasses(frame, nameOf(callee), given.call, summary.passes);
  repeatLoaded(frame, summary.loaded);
  const { returns } = summary;
  return returns && anchor(returns, placeOf(frame, given.call), [callee.self, ...values.values()]);
}

/** What the parameters of a function are given, and which of them are something whatever happens. */
interface Parameters {
  readonly values: ReadonlyMap<string, FlowValue | undefined>;
  readonly surely: ReadonlySet<string>;
}

function followAnew(
  frame: Frame,
  callee: FunctionValue,
  given: Arguments,
  parameters: Parameters,
  { known, key }: { readonly known: Followed; readonly key: string },
): Summary | undefined {
  if (frame.calls.length >= deepestCall || isWithinItself(known, callee) || !hasRoom(known, callee))
    return undefined;
  return remembered(known, key, () => followFunction(frame, callee, given, parameters));
}

/** Whether a method of one row is called while it is followed for that row: what it does then, it does without it too. */
function isWithinItself({ open }: Followed, { self }: FunctionValue): boolean {
  if (self?.kind !== "row" || open.size === 0) return false;
  const beginning = `${keyOf(self)}(`;
  return [...open].some((key) => key.startsWith(beginning));
}

/** Whether a function may be followed once more. What many classes inherit is followed for each of them. */
function hasRoom({ summaries, counts, passes }: Followed, { self }: FunctionValue): boolean {
  const bound = boundTo(self);
  const count = counts.get(bound) ?? 0;
  counts.set(bound, count + 1);
  // What passes messages on is called with every one of them.
  return count < (passes ? mostMessages : mostContexts) && summaries.size < mostOfAll;
}

/** What a method is bound to, without what differs from one object of a class or one state of a query to the next. */
function boundTo(self: FlowValue | undefined): string {
  switch (self?.kind) {
    case "object":
      return typeof self.of === "string" ? self.of : idOf(self.of);
    case "row":
    case "rows":
      return `${self.query.place.module.path}:${self.query.place.start}`;
    case "class":
      return idOf(self.class);
    default:
      return "";
  }
}

function writeKey(
  { self, outer, node }: FunctionValue,
  values: ReadonlyMap<string, FlowValue | undefined>,
  surely: ReadonlySet<string>,
): string {
  const given = [...values]
    .map(([name, value]) => `${name}${surely.has(name) ? "!" : ""}=${keyOf(value)}`)
    .join(",");
  // What a nested function sees around it is part of what it is given, in whatever order it came there.
  const around =
    outer === undefined
      ? ""
      : [...outer.own]
          .map(([name, value]) => `${name}=${keyOf(value, 2)}`)
          .toSorted()
          .join(",");
  return `${self === undefined ? "" : keyOf(self)}(${given})${node.kind === "lambda" || around !== "" ? around : ""}`;
}

function followFunction(
  frame: Frame,
  callee: FunctionValue,
  { call }: Arguments,
  { values, surely }: Parameters,
): Summary {
  const { module, node, owner, self, outer } = callee;
  const step = { place: placeOf(frame, call), callee: nameOf(callee) };
  const transaction = transactionAround(frame, callee);
  const inner: Frame = {
    flow: frame.flow,
    module,
    node,
    names: { own: new Map(values), ...(outer === undefined ? {} : { outer }) },
    ...(owner === undefined ? {} : { owner }),
    ...(self === undefined ? {} : { self }),
    ...(surely.size === 0 ? {} : { given: new Set(surely) }),
    calls: [...frame.calls, step],
    root: frame.root,
    loops: [],
    result: { returns: [], yields: [], runs: [], waits: [], sends: [], passes: [], loaded: [] },
    ...(transaction === undefined ? {} : { transaction }),
  };
  return followBody(inner, callee);
}

/** Follows the body of a function whose parameters are bound. */
function followBody(inner: Frame, callee: FunctionValue): Summary {
  const { node } = callee;
  const { result } = inner;
  if (node.kind === "lambda") result.returns.push(inner.flow.evaluate(inner, node.body));
  else run(inner, node.body);
  if (node.kind === "function" && node.async) tellWaits(inner, nameOf(callee), result.waits);
  const yielded = result.yields.length > 0;
  const returns = yielded
    ? ({ kind: "collection", of: unionOf(result.yields) } as const)
    : (unionOf(result.returns) ?? declared(inner, callee));
  return {
    returns: needsType(returns) ? (declared(inner, callee) ?? returns) : returns,
    runs: result.runs.slice(0, 8),
    ...(callee.self?.kind === "object" ? { attributes: new Map(callee.self.attributes) } : {}),
    sends: result.sends,
    passes: result.passes,
    loaded: result.loaded,
    waits:
      node.kind === "function" && (node.async || keepsAnswers(inner, node)) ? [] : result.waits.slice(0, 8),
  };
}

/** Whether a value says less than a declared type would. */
function needsType(value: FlowValue | undefined): boolean {
  return value === undefined || value.kind === "none";
}

/** What a function declares to give. */
function declared(frame: Frame, { node, module }: FunctionValue): FlowValue | undefined {
  if (node.kind === "lambda" || node.returns === undefined) return undefined;
  return frame.flow.annotated(moduleFrame(frame, module), node.returns);
}

/** Queries that a called function runs are run by the loop that calls it with something that differs each time. */
function repeatRuns(
  frame: Frame,
  callee: FunctionValue,
  { call }: Arguments,
  runs: readonly QueryRun[],
): void {
  for (const event of runs) {
    const calls = [
      ...frame.calls,
      { place: placeOf(frame, call), callee: nameOf(callee) },
      ...event.calls.slice(-1),
    ];
    frame.result.runs.push({ ...event, calls });
    const loop = frame.loops.findLast(({ names }) => dependsOn(names, call));
    if (loop !== undefined && event.loop === undefined)
      frame.flow.emit({ ...event, calls, loop: loop.place, root: frame.root });
  }
}

/** An object of which a function was not followed has what another of its kind was given by it. */
function fillObject({ self }: FunctionValue, { attributes }: Summary): void {
  if (self?.kind !== "object" || attributes === undefined) return;
  for (const [name, value] of attributes) if (!self.attributes.has(name)) self.attributes.set(name, value);
}

/** Whoever calls a function that waits, waits too. */
function repeatWaits(
  frame: Frame,
  callee: FunctionValue,
  { call, awaited }: Arguments,
  waits: readonly BlockingCall[],
): void {
  const { node } = callee;
  // A plain function that is awaited gives a coroutine, by its decorator or on the branch that is taken here: the others wait.
  if (awaited === true && node.kind === "function" && !node.async) return;
  if (isRunInThread(node)) return;
  for (const wait of waits) {
    if (wait.calls.length >= deepestCall || frame.result.waits.length >= 8) return;
    const calls = [{ place: placeOf(frame, call), callee: nameOf(callee) }, ...wait.calls];
    frame.result.waits.push({ ...wait, calls });
  }
}

/** What each parameter is given: an argument, its default, or what its type says. */
function bindParameters(
  frame: Frame,
  callee: FunctionValue,
  given: Arguments,
): Map<string, FlowValue | undefined> {
  const { node, self } = callee;
  const values = new Map<string, FlowValue | undefined>();
  const positional = self === undefined ? given.positional : [self, ...given.positional];
  let place = 0;
  for (const parameter of node.parameters) {
    const { name, form } = parameter;
    if (form === "variadic") {
      const rest = positional.slice(place);
      if (!given.open) values.set(name, { kind: "list", items: rest });
      place = positional.length;
    } else if (form === "keywords") values.set(name, restOf(frame, node, given));
    else {
      const index = place - (self === undefined ? 0 : 1);
      const isPlaced = form !== "keyword-only" && place < positional.length;
      const value = isPlaced ? positional[place] : given.named.get(name);
      if (form !== "keyword-only") place += 1;
      const isGiven = isPlaced || given.named.has(name);
      const known = isVague(value) ? undefined : value;
      const meant = known ?? fallback(frame, callee, parameter, isGiven || given.open) ?? value;
      values.set(name, meant ?? handedOn(frame, parameter, given, isPlaced ? index : undefined));
    }
  }
  return values;
}

/** What a type says more of: what was brought, and what objects of packages have. */
function isVague(value: FlowValue | undefined): boolean {
  return (
    value?.kind === "brought" ||
    (value?.kind === "method" && value.of.kind === "object" && typeof value.of.of === "string")
  );
}

/** What an outermost function hands on of what it was handed itself. */
function handedOn(
  frame: Frame,
  { name, annotation }: Parameter,
  { call }: Arguments,
  index: number | undefined,
): FlowValue | undefined {
  if (frame.calls.length !== 1 || hasHarmlessType(annotation)) return undefined;
  const placed = call.args.filter((each) => each.name === undefined);
  const argument = index === undefined ? call.args.find((each) => each.name === name) : placed[index];
  if (argument === undefined || placed.slice(0, index).some(({ spread }) => spread !== undefined))
    return undefined;
  if (argument.spread !== undefined || !isOutside(frame, argument.value)) return undefined;
  return { ...broughtAt(frame, argument.value), by: "caller" };
}

/** The named arguments that no parameter takes. */
function restOf(
  frame: Frame,
  node: FunctionDefinition | Lambda,
  { named, open, call }: Arguments,
): FlowValue | undefined {
  const own = new Set(node.parameters.map(({ name }) => name));
  const entries = [...named].filter(([name]) => !own.has(name));
  return open
    ? undefined
    : makeMapping(new Map(entries), undefined, undefined, writtenArguments(frame, call));
}

function fallback(
  frame: Frame,
  { module }: FunctionValue,
  parameter: Parameter,
  isGiven: boolean,
): FlowValue | undefined {
  const here = moduleFrame(frame, module);
  const known = parameter.default === undefined ? undefined : constantValue(here, parameter.default);
  // Where it is not seen what is given, a function may still be the one that is meant.
  const value = isGiven && known?.kind !== "function" ? undefined : known;
  if (value !== undefined && value.kind !== "none") return value;
  if (parameter.annotation === undefined) return value ?? byName(frame, parameter.name);
  return frame.flow.annotated(here, parameter.annotation) ?? value;
}

/** What frameworks hand to a parameter of a name that everybody gives it. */
function byName({ flow }: Frame, name: string): FlowValue | undefined {
  for (const { parameter } of flow.semantics.values()) {
    const known = parameter?.(name);
    if (known !== undefined) return known;
  }
  return undefined;
}
