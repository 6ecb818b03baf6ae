import type { Finding } from "#base";
import { definedFields } from "../defined.ts";
import type { ContractEvent, EventParty } from "../events.ts";
import { report } from "../openapi/reader.ts";
import { findHoles, type Scope } from "../openapi/scope.ts";
import { quote } from "../openapi/shape.ts";
import { type ApiReader, takePair } from "./api-reader.ts";
import { messagesAt, type OperationRead } from "./operations.ts";
import type { Alternatives, ChannelRead, NamedMessage, Part } from "./parts.ts";
import type { ReplyRead } from "./replies.ts";
import { bothOf, eitherOf } from "./security.ts";

/** A message on a channel, with all that operations do with it. */
interface Slot {
  readonly named: NamedMessage;
  readonly on: ChannelRead;
  readonly producers: EventParty[];
  readonly consumers: EventParty[];
  readonly security: Alternatives[];
  readonly tags: Set<string>;
  reply: { readonly read: ReplyRead; readonly slots: readonly Slot[] } | undefined;
}

/** Every message on every channel as an event, in document order. */
export function makeEvents(
  api: ApiReader,
  channels: readonly ChannelRead[],
  operations: readonly OperationRead[],
): readonly ContractEvent[] {
  const slots = gatherSlots(api, channels, operations);
  const ids = nameSlots(slots);
  const lost = findLost(api, slots, ids);
  return slots.map((slot) => makeEvent(slot, ids, lost));
}

function gatherSlots(
  api: ApiReader,
  channels: readonly ChannelRead[],
  operations: readonly OperationRead[],
): readonly Slot[] {
  const slots = new Map<ChannelRead, Map<unknown, Slot>>();
  const slotOf = (on: ChannelRead, named: NamedMessage): Slot => {
    const own = slots.get(on) ?? new Map<unknown, Slot>();
    slots.set(on, own);
    const known = own.get(named.place.map);
    if (known !== undefined) return known;
    const made: Slot = {
      ...{ named, on, producers: [], consumers: [], security: [] },
      tags: new Set(named.message.tags),
      reply: undefined,
    };
    own.set(named.place.map, made);
    return made;
  };
  for (const channel of channels) for (const named of channel.messages.values()) slotOf(channel, named);
  for (const operation of operations) addOperation(api, operation, slotOf);
  return [...slots.values()].flatMap((own) => [...own.values()]);
}

function addOperation(
  api: ApiReader,
  operation: OperationRead,
  slotOf: (on: ChannelRead, named: NamedMessage) => Slot,
): void {
  const { channel, action, reply } = operation;
  const party = partyOf(api, operation);
  const used: Slot[] = [];
  for (const named of operation.messages) {
    if (!takePair(api, operation.span)) return;
    const slot = slotOf(channel, named);
    used.push(slot);
    (action === "send" ? slot.producers : slot.consumers).push(party);
    slot.security.push(bothOf(channel.reach.security, operation.security));
    for (const tag of operation.tags) slot.tags.add(tag);
  }
  if (reply === undefined) return;
  const answers: Slot[] = [];
  for (const named of reply.channel === undefined ? [] : messagesAt(api, reply.map, reply.channel)) {
    if (reply.channel === undefined || !takePair(api, reply.span)) break;
    const slot = slotOf(reply.channel, named);
    answers.push(slot);
    // Who receives the question sends the answer.
    (action === "send" ? slot.consumers : slot.producers).push(party);
    slot.security.push(bothOf(reply.channel.reach.security, operation.security));
  }
  for (const slot of used) slot.reply ??= { read: reply, slots: answers };
}

function partyOf(api: ApiReader, { id, description, span }: OperationRead): EventParty {
  return {
    service: api.title,
    span,
    ...definedFields({ operation: id, description: description === "" ? undefined : description }),
  };
}

/** The name alone where one channel carries it; else the channel after it, and a number where that is not enough. */
function nameSlots(slots: readonly Slot[]): ReadonlyMap<Slot, string> {
  const counts = new Map<string, number>();
  for (const { named } of slots) counts.set(named.name, (counts.get(named.name) ?? 0) + 1);
  const ids = new Map<Slot, string>();
  const taken = new Set<string>();
  const numbers = new Map<string, number>();
  for (const slot of slots) {
    const { name } = slot.named;
    const wanted = counts.get(name) === 1 ? name : `${name} ${slot.on.channel.id}`;
    let number = numbers.get(wanted) ?? 1;
    let id = wanted;
    for (; taken.has(id); id = `${wanted} ${number}`) number += 1;
    numbers.set(wanted, number);
    taken.add(id);
    ids.set(slot, id);
  }
  return ids;
}

/** Payloads and headers of which something cannot be read: half of one would pass for the whole. */
function findLost(
  api: ApiReader,
  slots: readonly Slot[],
  ids: ReadonlyMap<Slot, string>,
): ReadonlyMap<Scope, Finding> {
  const parts = slots.flatMap(({ named: { message } }) => [message.payload, message.headers]);
  const holes = findHoles(new Set(parts.flatMap((part) => (part === undefined ? [] : [part.scope]))));
  for (const slot of slots)
    for (const what of ["payload", "headers"] as const) {
      const part = slot.named.message[what];
      const hole = part && holes.get(part.scope);
      if (hole !== undefined) reportLost(api, slot, what, ids.get(slot) ?? "", hole);
    }
  return holes;
}

function reportLost(
  { reader }: ApiReader,
  { named }: Slot,
  what: "payload" | "headers",
  id: string,
  hole: Finding,
): void {
  report(reader, named.message.span, {
    rule: "lost-payload",
    message: `the ${what} of ${quote(id)} cannot be understood: ${hole.message}`,
    mend: `mend that place; the event has no ${what} until then`,
    ...(hole.span && { path: [{ message: hole.message, span: hole.span }] }),
  });
}

function makeEvent(
  slot: Slot,
  ids: ReadonlyMap<Slot, string>,
  lost: ReadonlyMap<Scope, Finding>,
): ContractEvent {
  const { named, on, producers, consumers } = slot;
  const { message } = named;
  const soundSchema = (part: Part | undefined) =>
    part === undefined || lost.has(part.scope) ? undefined : part.schema;
  const security = slot.security.length > 0 ? eitherOf(slot.security) : on.reach.security;
  return {
    name: named.name,
    id: ids.get(slot) ?? named.name,
    title: message.title,
    summary: message.summary,
    description: message.description,
    trigger: "",
    channel: on.channel,
    producers,
    consumers,
    contentType: message.contentType,
    tags: [...slot.tags],
    deprecated: message.deprecated,
    security,
    examples: message.examples,
    span: message.span,
    ...(message.headerExamples.length > 0 && { headerExamples: message.headerExamples }),
    ...definedFields({
      payload: soundSchema(message.payload),
      headers: soundSchema(message.headers),
      correlation: message.correlation,
      reply: replyOf(slot, ids),
    }),
  };
}

function replyOf({ reply }: Slot, ids: ReadonlyMap<Slot, string>): ContractEvent["reply"] {
  if (reply === undefined) return undefined;
  const { read, slots } = reply;
  return {
    events: slots.flatMap((slot) => ids.get(slot) ?? []),
    span: read.span,
    ...definedFields({ channel: read.channel?.channel, location: read.location }),
  };
}
