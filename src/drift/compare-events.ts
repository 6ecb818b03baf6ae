import { type Contract, type ContractEvent, flattenSchema, type SchemaNode } from "#contract";
import { compareSchemas } from "./compare-schemas.ts";
import type { Drift } from "./drift.ts";
import { addressOf, type MatchedEvents, matchEvents } from "./match-events.ts";
import { openOwnership, type PromisedEvent } from "./own-events.ts";

/** What is compared: the events of all documents that are asked for, and those of the source. */
export interface EventSides {
  readonly documents: readonly Contract[];
  /** Absent where the source passes no messages. */
  readonly kept?: Contract;
  /** Ids of those that are tasks of the program itself. */
  readonly tasks: ReadonlySet<string>;
  /** Whether the source gives messages of which nothing is known. */
  readonly isOpen: boolean;
  readonly title: string;
  /** Documents whose operations the source answers. */
  readonly ours: ReadonlySet<Contract>;
}

export interface ComparedEvents {
  readonly drifts: readonly Drift[];
  /** Documents with events that are the program's own, and how many of those it gives. */
  readonly compared: ReadonlyMap<Contract, { readonly events: number; readonly given: number }>;
  /** Those of them that are given. */
  readonly answered: ReadonlySet<ContractEvent>;
}

/** Where the events that the source gives differ from those that documents say it gives. Silent where it is not known what is given. */
export function compareEvents(sides: EventSides): ComparedEvents {
  const { documents, kept, title, ours } = sides;
  const promised = documents.flatMap((contract) =>
    contract.events.filter(isMessage).map((event) => ({ contract, event })),
  );
  const given = (kept?.events ?? []).filter(({ producers }) => producers.length > 0);
  const matched = matchEvents(promised, given);
  const isOwn = openOwnership({ title, ours, given: matched.pairs.map((pair) => pair.promised) });
  const own = promised.filter(isOwn);
  const answered = new Set(matched.pairs.map((pair) => pair.promised));
  const compared = Map.groupBy(own, ({ contract }) => contract);
  return {
    drifts: [
      ...missingEvents(sides, own, matched),
      ...surplusEvents(sides, given, matched, own.length > 0),
      ...matched.pairs.flatMap((pair) =>
        kept === undefined || !isOwn(pair.promised) ? [] : comparePayloads(pair.promised, pair.kept, kept),
      ),
    ],
    compared: new Map(
      [...compared].map(([contract, events]) => [
        contract,
        { events: events.length, given: events.filter((each) => answered.has(each)).length },
      ]),
    ),
    answered: new Set(own.filter((each) => answered.has(each)).map(({ event }) => event)),
  };
}

/** What is sent to an address of whoever asked for it, or along a connection, goes by no broker. */
function isMessage({ channel }: ContractEvent): boolean {
  const protocols = channel?.protocols ?? [];
  return protocols.length === 0 || protocols.some((protocol) => !/^(?:https?|wss?)$/.test(protocol));
}

function missingEvents(
  { isOpen }: EventSides,
  own: readonly PromisedEvent[],
  { pairs, renamed, doubtful }: MatchedEvents,
): readonly Drift[] {
  const answered = new Set(pairs.map((pair) => pair.promised));
  const doubted = new Set([...doubtful].map(addressOf));
  return own
    .filter((each) => !answered.has(each))
    .flatMap((each): readonly Drift[] => {
      const respelled = renamed.find((pair) => pair.promised === each)?.kept;
      if (respelled === undefined && (isOpen || doubted.has(addressOf(each.event)))) return [];
      return [tellEvent("event-not-emitted", each.event, respelled)];
    });
}

function surplusEvents(
  { tasks }: EventSides,
  given: readonly ContractEvent[],
  { pairs, renamed, doubtful }: MatchedEvents,
  hasOwn: boolean,
): readonly Drift[] {
  if (!hasOwn) return [];
  const known = new Set([...pairs, ...renamed].map((pair) => pair.kept));
  return given
    .filter((each) => !known.has(each) && !doubtful.has(each) && !tasks.has(each.id))
    .map((each) => tellEvent("event-undocumented", undefined, each));
}

function tellEvent(kind: Drift["kind"], one?: ContractEvent, other?: ContractEvent): Drift {
  const told = (event: ContractEvent | undefined): string => event?.channel?.address ?? event?.name ?? "";
  const source = other?.producers[0]?.span ?? other?.span;
  return {
    kind,
    item: one?.name ?? other?.name ?? "",
    at: "",
    promised: told(one),
    kept: told(other),
    ...(one !== undefined && { document: one.span }),
    ...(source !== undefined && { source }),
  };
}

function comparePayloads(
  { contract, event }: PromisedEvent,
  given: ContractEvent,
  kept: Contract,
): readonly Drift[] {
  if (event.payload === undefined || given.payload === undefined) return [];
  const place = { item: event.name, side: "answer", what: "field" } as const;
  const sides = { promised: contract, kept };
  const inner = withinEnvelope(sides, event.payload, given.payload);
  return compareSchemas(sides, place, "payload", event.payload, inner).map(
    ({ kind, ...drift }): Drift => ({ ...drift, kind: "event-payload-differs", within: kind }),
  );
}

const holders = /^(?:data|payload|body|detail|content)$/;

/** What an envelope holds, where the document speaks of that alone. */
function withinEnvelope(
  sides: { readonly promised: Contract; readonly kept: Contract },
  promised: SchemaNode,
  given: SchemaNode,
): SchemaNode {
  const left = flattenSchema(sides.promised, promised);
  const right = flattenSchema(sides.kept, given);
  const holder = right.properties.find(({ name }) => holders.test(name));
  if (holder === undefined || left.properties.some(({ name }) => name === holder.name)) return given;
  const names = new Set(right.properties.map(({ name }) => name));
  const inner = flattenSchema(sides.kept, holder.schema);
  const isInner = left.properties.some(({ name }) => inner.properties.some((each) => each.name === name));
  return isInner && !left.properties.some(({ name }) => names.has(name)) ? holder.schema : given;
}
