import type { Body, Call, FunctionDefinition, Lambda } from "#python";
import { allExpressions, statementsOf } from "#python";
import type { SentTask } from "./events.ts";
import { type Arguments, type Frame, placeOf } from "./flow.ts";
import { moduleFrame } from "./lookup.ts";
import type { FlowValue, FunctionValue, Place, Row } from "./values.ts";

/** What a task gives whoever sends it. */
const result = "task.result";
const waiting = new Set(["get", "get_result", "join", "wait"]);
/** How many of one function are remembered. */
const most = 12;

/** Notes that a task is sent, with the rows that it is given, or that its result is waited for; gives its result where it is sent. */
export function noteSend(frame: Frame, callee: FlowValue, given: Arguments): FlowValue | undefined {
  const { call } = given;
  const place = placeOf(frame, call);
  const known = frame.flow.sends.get(frame.module.path)?.get(`${call.start}:${call.end}`);
  if (known !== undefined) {
    const rows = rowsIn(valuesOf(known.packed, given));
    tellSent(frame, {
      what: "sent",
      task: known.task,
      rows,
      place,
      calls: [],
      isLater: known.afterCommit || isLater(given),
    });
    return {
      kind: "object",
      of: result,
      attributes: new Map([["task", { kind: "text", text: known.task }]]),
    };
  }
  if (callee.kind !== "method" || callee.of.kind !== "object" || callee.of.of !== result) return undefined;
  const task = callee.of.attributes.get("task");
  if (waiting.has(callee.name) && task?.kind === "text")
    tellSent(frame, { what: "waited", task: task.text, rows: [], place, calls: [], isLater: false });
  return undefined;
}

const later = ["countdown", "eta", "delay"];

/** Whether it is run some time from now, when the transaction has ended as a rule. */
function isLater({ named }: Arguments): boolean {
  return later.some((name) => named.has(name));
}

/** What a task is given, where it stands among the arguments or packed in `args` and `kwargs`. */
function valuesOf(packed: boolean, { positional, named }: Arguments): readonly (FlowValue | undefined)[] {
  if (!packed) return [...positional, ...named.values()];
  const args = named.get("args") ?? positional[0];
  const kwargs = named.get("kwargs") ?? positional[1];
  return [
    ...(args?.kind === "list" ? args.items : []),
    ...(kwargs?.kind === "mapping" ? kwargs.entries.values() : []),
  ];
}

function rowsIn(values: readonly (FlowValue | undefined)[]): readonly Row[] {
  return values.flatMap((value): readonly Row[] => (value?.kind === "row" ? [value] : []));
}

/** Tells what is sent while a transaction is open here; what is not is for whoever called this. */
function tellSent(frame: Frame, sent: SentTask): void {
  const { flow, root, transaction } = frame;
  if (frame.result.sends.length < most) frame.result.sends.push(sent);
  if (sent.rows.length > 0 || (transaction !== undefined && sent.what === "sent"))
    flow.emit({ kind: "sent", ...sent, root, ...(transaction === undefined ? {} : { transaction }) });
}

/** What a called function sends is sent by its caller too. */
export function repeatSends(frame: Frame, callee: string, call: Call, sends: readonly SentTask[]): void {
  for (const sent of sends) {
    if (sent.calls.length >= 8) continue;
    tellSent(frame, { ...sent, rows: [], calls: [{ place: placeOf(frame, call), callee }, ...sent.calls] });
  }
}

/** Tells the results that a function was seen to wait for, with the function from which all was followed. */
export function tellWaited(frame: Frame): void {
  for (const sent of frame.result.sends)
    if (sent.what === "waited") frame.flow.emit({ kind: "sent", ...sent, root: frame.root });
}

/** Whether what is called opens a transaction for what stands within `with`: one of a framework, or a generator that opens one around its `yield`. */
export function opensTransaction(frame: Frame, callee: FlowValue | undefined, call?: Call): boolean {
  if (callee === undefined) return false;
  if (callee.kind === "function") return hasTransaction(frame, callee);
  return frame.flow.answerers.transaction.some((opens) => opens(callee, call));
}

const generators = new WeakMap<FunctionDefinition | Lambda, boolean>();

function hasTransaction(frame: Frame, { node, module }: FunctionValue): boolean {
  const known = generators.get(node);
  if (known !== undefined) return known;
  generators.set(node, false);
  const here = moduleFrame(frame, module);
  const found = node.kind === "function" && node.decorators.length > 0 && withTransaction(here, node.body);
  generators.set(node, found);
  return found;
}

function withTransaction(here: Frame, body: Body): boolean {
  return [...statementsOf(body)].some(
    (statement) =>
      statement.kind === "with" &&
      statement.items.some(({ context }) => context.kind === "call" && opensAt(here, context)) &&
      [...allExpressions(statement.body)].some(({ kind }) => kind === "yield"),
  );
}

function opensAt(here: Frame, call: Call): boolean {
  return opensTransaction(here, here.flow.evaluate(here, call.callee), call);
}

const decorated = new WeakMap<FunctionDefinition | Lambda, Place | false>();

/** The decorator that opens a transaction around a whole function. */
export function transactionAround(frame: Frame, { node, module }: FunctionValue): Place | undefined {
  if (node.kind === "lambda" || node.decorators.length === 0) return undefined;
  const known = decorated.get(node);
  if (known !== undefined) return known === false ? undefined : known;
  decorated.set(node, false);
  const here = moduleFrame(frame, module);
  const found = node.decorators.find((each) => {
    const call = each.kind === "call" ? each : undefined;
    const value = here.flow.evaluate(here, call?.callee ?? each);
    return value?.kind !== "function" && opensTransaction(here, value, call);
  });
  if (found === undefined) return undefined;
  const place: Place = { module, start: found.start, end: found.end };
  decorated.set(node, place);
  return place;
}
