import { digest, type Finding, type Span } from "#base";
import {
  type Contract,
  type ContractEvent,
  type EventChannel,
  type EventParty,
  printAsyncapi,
} from "#contract";
import { type EventFact, type Facts, isTest, type TaskFact } from "#facts";
import { payloadSchema, taskSchema } from "./payloads.ts";
import type { Shapes } from "./shape.ts";
import { openShapes } from "./shapes.ts";

export interface EventExtraction {
  /** What other programs are given, what is taken from them, and tasks; absent where there is nothing of it. */
  readonly value?: Contract;
  /** Work for other processes of the same program, by the ids of its events. */
  readonly tasks: ReadonlySet<string>;
  /** Places where messages are given of which neither name nor channel is known. */
  readonly unknown: readonly EventFact[];
  readonly findings: readonly Finding[];
}

/** The events and tasks of a program as a contract has them, with the types that they carry. */
export function extractEvents(
  facts: Facts,
  isWanted: (place: { readonly span: Span }) => boolean = () => true,
): EventExtraction {
  const application = facts.applications[0];
  const service = application?.title ?? "";
  const shapes = openShapes(facts);
  const told = facts.events.filter((each) => isWanted(each) && !isTest(each.span.file));
  const named = told.filter((each) => each.channel !== undefined || each.name !== undefined);
  const byChannel = Map.groupBy(named, ({ channel }) => channel);
  const shared = new Set([...byChannel].filter(([, facts]) => isShared(facts)).map(([channel]) => channel));
  const groups = Map.groupBy(named, (fact) => {
    const event = eventOf(shapes, fact, service, shared.has(fact.channel));
    return JSON.stringify([event.name, fact.channel, fact.exchange, tellShape(event)]);
  });
  const events = [...groups.values()].flatMap(([fact, ...more]) => {
    if (fact === undefined) return [];
    const event = eventOf(shapes, fact, service, shared.has(fact.channel));
    return [more.reduce((before, each) => withParty(before, each, service), event)];
  });
  const tasks = facts.tasks
    .filter((each) => isWanted(each) && !isTest(each.span.file))
    .map((task) => taskOf(shapes, task, service));
  const all = withIds([...events, ...tasks]);
  const unknown = told.filter((each) => !named.includes(each));
  const findings = unknown.map(unknownEvent);
  const own = new Set(all.slice(events.length).map(({ id }) => id));
  const span = application?.span ?? all[0]?.span;
  if (span === undefined || all.length === 0) return { tasks: own, unknown, findings };
  const { schemas, rename } = shapes.settle();
  const contract: Contract = {
    ...{ file: span.file, label: "Python source", title: service, version: application?.version ?? "" },
    ...{ description: application?.description ?? "", basePath: "", operations: [] },
    events: all.map((event) =>
      event.payload === undefined ? event : { ...event, payload: rename(event.payload) },
    ),
    ...{ schemas, securitySchemes: new Map(), digest: "", span },
  };
  const value = { ...contract, digest: digest(JSON.stringify(printAsyncapi(contract))) };
  return { value, tasks: own, unknown, findings };
}

/** Whether messages of several kinds travel there, so that their classes tell them apart. */
function isShared(facts: readonly EventFact[]): boolean {
  return new Set(facts.flatMap((fact) => classIn(fact) ?? [])).size > 1;
}

function classIn({ payload }: EventFact): string | undefined {
  if (payload?.kind !== "type" || payload.type.kind !== "reference") return undefined;
  return payload.type.id.slice(payload.type.id.lastIndexOf(":") + 1);
}

/** What an event is without its places. */
function tellShape({ payload }: ContractEvent): string {
  return JSON.stringify(payload, (key, value) => (key === "span" ? undefined : value));
}

function eventOf(shapes: Shapes, fact: EventFact, service: string, isShared: boolean): ContractEvent {
  const { channel, exchange, name, payload, span } = fact;
  const title = classIn(fact);
  const called = name ?? (isShared ? title : undefined) ?? channel ?? "";
  const event = bareEvent(called, span);
  return withParty(
    {
      ...event,
      title: title ?? "",
      ...(channel !== undefined && { channel: channelOf(channel, exchange, span) }),
      payload: payloadSchema(shapes, payload, span),
      ...(channel === undefined && { unknown: "where it is sent is known only as it runs" }),
    },
    fact,
    service,
  );
}

function bareEvent(name: string, span: Span): ContractEvent {
  return {
    ...{ name, id: name, title: "", summary: "", description: "", trigger: "" },
    ...{ producers: [], consumers: [], contentType: "application/json" },
    ...{ tags: [], deprecated: false, security: [], examples: [], span },
  };
}

function withParty(event: ContractEvent, { direction, span }: EventFact, service: string): ContractEvent {
  const party = (verb: string): EventParty => ({ service, operation: `${verb} ${event.name}`, span });
  return direction === "given"
    ? { ...event, producers: [...event.producers, party("send")] }
    : { ...event, consumers: [...event.consumers, party("receive")] };
}

/** `orders.{}` is `orders.{part1}` in a contract, where each part has a name. */
function channelOf(channel: string, exchange: string | undefined, span: Span): EventChannel {
  const parts = channel.split("{}");
  const names = parts.slice(1).map((_, index) => `part${index + 1}`);
  const address = parts.map((part, index) => part + (names[index] === undefined ? "" : `{${names[index]}}`));
  return {
    id: channel,
    address: address.join(""),
    description: exchange === undefined ? "" : `through the exchange ${exchange}`,
    parameters: names.map((name) => ({ name, description: "known only as it runs", span })),
    protocols: [],
    span,
  };
}

function taskOf(shapes: Shapes, task: TaskFact, service: string): ContractEvent {
  const { sentAs, queue, span, sends, framework } = task;
  const event = bareEvent(sentAs, span);
  return {
    ...event,
    channel: {
      id: queue ?? sentAs,
      ...(queue !== undefined && { address: queue }),
      ...{ description: "", parameters: [], protocols: [], span },
    },
    tags: ["task", framework],
    payload: taskSchema(shapes, task),
    producers: sends.map((send) => ({ service, operation: `send ${sentAs}`, span: send.span })),
    consumers: [{ service, operation: `receive ${sentAs}`, span }],
    ...(queue === undefined && { unknown: "no queue is said for it" }),
  };
}

/** Events of one name that carry something else each have an id of their own. */
function withIds(events: readonly ContractEvent[]): readonly ContractEvent[] {
  const taken = new Map<string, number>();
  return events.map((event) => {
    const count = (taken.get(event.name) ?? 0) + 1;
    taken.set(event.name, count);
    return count === 1 ? event : { ...event, id: `${event.name} ${count}` };
  });
}

function unknownEvent({ direction, span }: EventFact): Finding {
  return {
    rule: "extract/unknown-event",
    severity: "note",
    message: `which messages are ${direction} here is known only as it runs: they are left out`,
    mend: "hand it names that are written out, or describe what it gives in a contract",
    span,
  };
}
