import type { EventFact } from "../event.ts";
import type { CallStep, FlowEvent, MessageTold } from "../flow/events.ts";
import { followAll, openFlow } from "../flow/read-flow.ts";
import type { Facts, FrontEnd, Reading } from "../front-end.ts";
import { spanOf } from "../places.ts";
import type { SourceModule } from "../project.ts";
import { isTest } from "../source-kind.ts";
import { readDecorated } from "./decorated.ts";
import { messageSemantics } from "./semantics.ts";

/** The messages that a project gives to other programs, and those that it takes, each where its name stands. */
export function readEvents(
  reading: Reading,
  facts: Pick<Facts, "models" | "schemas" | "records" | "tasks" | "routes">,
  ends: readonly FrontEnd[],
): readonly EventFact[] {
  const { project, classes } = reading;
  const modules = [...project.modules.values()].filter(({ path }) => !isTest(path));
  const dialects = ends
    .flatMap(({ messages }) => messages ?? [])
    .filter(({ packages }) => packages.some((name) => modules.some((module) => isImported(module, name))));
  if (dialects.length === 0) return [];
  const shapes = new Map([...facts.schemas, ...facts.records].map((shape) => [shape.id, shape]));
  const messages = { reading, shapes };
  const wires = ends.flatMap(({ wire }) => wire ?? []);
  const own = messageSemantics(messages, dialects, wires);
  const told: MessageTold[] = [];
  const hear = (event: FlowEvent): void => {
    if (event.kind === "passed") told.push(event);
  };
  const semantics = [own, ...ends.flatMap((end) => end.semantics ?? [])];
  const flow = openFlow(project, classes, facts, semantics, hear);
  followAll(flow);
  const handlers = new Set(facts.routes.map(({ handler }) => handler));
  // What a function is handed, those who call it know better than the function itself.
  const isTold = ({ root, message }: MessageTold): boolean =>
    message?.channel !== undefined || handlers.has(root) || !flow.called.has(root);
  const passed = shortest(told.filter(isTold)).map(factOf);
  return [
    ...passed,
    ...modules.flatMap((module) => readDecorated(messages, flow, module, dialects)),
  ].toSorted(({ span: one }, { span: other }) =>
    one.file < other.file ? -1 : one.file > other.file ? 1 : one.offset - other.offset,
  );
}

function isImported({ syntax: { text } }: SourceModule, name: string): boolean {
  return (
    text.includes(name) &&
    new RegExp(`^\\s*(?:from|import)\\s+${name.replaceAll(".", "\\.")}\\b`, "m").test(text)
  );
}

/**
 * Each message once, as the function has it that is nearest to the client and knows what it is: of what a function is handed, those who
 * call it know better, where they say the same of all else.
 */
function shortest(told: readonly MessageTold[]): readonly MessageTold[] {
  const kept = new Map<string, MessageTold>();
  const within = new Map<string, MessageTold[]>();
  for (const each of told.toSorted((one, other) => one.calls.length - other.calls.length)) {
    const shorter = each.calls.map((_, index) => each.calls.slice(index + 1));
    const isSaid = shorter.some((calls) => kept.get(keyOf(each, calls))?.message?.payload !== undefined);
    if (!isSaid && !kept.has(keyOf(each, each.calls))) kept.set(keyOf(each, each.calls), each);
    for (const calls of shorter) {
      const key = placeKey(each, calls);
      const before = within.get(key);
      if (before === undefined) within.set(key, [each]);
      else if (before.length < 200) before.push(each);
    }
  }
  return [...kept.values()]
    .filter((each) => {
      const callers = within.get(placeKey(each, each.calls)) ?? [];
      const same = callers.filter(({ message }) => message?.channel === each.message?.channel);
      if (callers.length > 0 && same.length === 0) return false;
      return (
        each.message?.payload !== undefined || same.every(({ message }) => message?.payload === undefined)
      );
    })
    .filter((each, _, all) => !all.some((other) => other !== each && isWithin(other, each)));
}

/** Whether the same message is known nearer to the client with as much of what it carries. */
function isWithin(nearer: MessageTold, other: MessageTold): boolean {
  const from = other.calls.length - nearer.calls.length;
  if (from <= 0 || (nearer.message?.payload === undefined && other.message?.payload !== undefined))
    return false;
  return keyOf(other, other.calls.slice(from)) === keyOf(nearer, nearer.calls);
}

function placeKey({ place, message }: MessageTold, calls: readonly CallStep[]): string {
  const steps = calls.map((step) => `${step.place.module.path}:${step.place.start}`);
  return JSON.stringify([message?.direction, place.module.path, place.start, steps]);
}

function keyOf(each: MessageTold, calls: readonly CallStep[]): string {
  return `${each.message?.channel} ${placeKey(each, calls)}`;
}

function factOf({ message, place, calls, root }: MessageTold): EventFact {
  const client = spanOf(place.module, place);
  const [first] = calls;
  const span = first === undefined ? client : spanOf(first.place.module, first.place);
  const name = message?.payload && nameIn(message.payload);
  return {
    ...(message ?? { framework: "", direction: "given" }),
    ...(name !== undefined && { name }),
    span,
    ...(first !== undefined && { via: client }),
    within: root,
  };
}

const naming = /^(?:event_?(?:type|name)?|type|message_?type|name)$/i;

/** What a message says that it is: the text under `type` or `event`, beside what it carries. */
function nameIn(payload: NonNullable<EventFact["payload"]>): string | undefined {
  if (payload.kind !== "fields") return undefined;
  const own = payload.fields.find(({ name, text }) => naming.test(name) && text !== undefined);
  return own?.text !== undefined && /^[A-Za-z][\w.:/-]*$/.test(own.text) ? own.text : undefined;
}
