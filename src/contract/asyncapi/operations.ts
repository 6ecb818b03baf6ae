import type { Span } from "#base";
import { definedFields } from "../defined.ts";
import { type Entry, type MapNode, type Node, valueAt } from "../document/node.ts";
import { report } from "../openapi/reader.ts";
import { asMap, entriesAt, listAt, quote, suggest, textAt } from "../openapi/shape.ts";
import { type ApiReader, takePair } from "./api-reader.ts";
import { readChannelAt } from "./channels.ts";
import { readNamedMessage } from "./messages.ts";
import type { Alternatives, ChannelRead, NamedMessage } from "./parts.ts";
import { findPlace, readTags } from "./places.ts";
import { type ReplyRead, readReply } from "./replies.ts";
import { readAlternatives } from "./security.ts";
import { mergeTraits } from "./traits.ts";

/** What the service does with messages of a channel. */
export interface OperationRead {
  readonly action: "send" | "receive";
  readonly id?: string;
  readonly description: string;
  readonly channel: ChannelRead;
  readonly messages: readonly NamedMessage[];
  readonly security: Alternatives;
  readonly tags: readonly string[];
  readonly reply?: ReplyRead;
  readonly span: Span;
}

export function readOperations(api: ApiReader, channels: readonly ChannelRead[]): readonly OperationRead[] {
  if (api.major === 2) return channels.flatMap((channel) => readOwnOperations(api, channel));
  return entriesAt(api.reader, api.reader.root, "operations").flatMap((entry) => {
    const place = findPlace(api.reader, entry.value, entry.span, "operations", "an operation");
    const operation = place && readOperation(api, place.map, { ...entry, span: place.span });
    return operation ?? [];
  });
}

function readOperation(api: ApiReader, own: MapNode, { key, span }: Entry): OperationRead | undefined {
  const { reader } = api;
  const map = mergeTraits(api, own, "operationTraits");
  const action = readAction(api, map, key, span);
  const channel = readChannelAt(api, map);
  if (channel === undefined && valueAt(map, "channel") === undefined)
    report(reader, span, {
      rule: "operation-without-channel",
      message: `nothing says on which channel ${quote(key)} happens: it is left out`,
      mend: 'write channel: {$ref: "#/channels/…"}',
    });
  if (action === undefined || channel === undefined) return undefined;
  const reply = valueAt(map, "reply");
  return {
    action,
    id: key,
    description: describe(api, map),
    channel,
    messages: messagesAt(api, map, channel),
    security: readAlternatives(api, map),
    tags: readTags(reader, map),
    span,
    ...definedFields({ reply: reply && readReply(api, reply) }),
  };
}

function readAction(
  { reader }: ApiReader,
  map: MapNode,
  key: string,
  span: Span,
): "send" | "receive" | undefined {
  const said = textAt(reader, map, "action");
  if (said === "send" || said === "receive") return said;
  report(reader, map.entries.get("action")?.span ?? span, {
    rule: "unknown-action",
    message: `${said === undefined ? "nothing says" : `${quote(said)} does not say`} whether ${quote(key)} sends or receives: it is left out`,
    mend: suggest(said ?? "", ["send", "receive"]) ?? "write action: send, or action: receive",
  });
  return undefined;
}

/** The messages that an element lists, each one of its channel's; all of them where it lists none. */
export function messagesAt(api: ApiReader, map: MapNode, channel: ChannelRead): readonly NamedMessage[] {
  if (valueAt(map, "messages") === undefined) return [...channel.messages.values()];
  const known = new Map([...channel.messages.values()].map((each) => [each.place.map, each] as const));
  return (listAt(api.reader, map, "messages")?.items ?? []).flatMap((item) => {
    const message = readNamedMessage(api, item, item.span, [lastKey(item)]);
    if (message === undefined) return [];
    const own = known.get(message.place.map);
    if (own === undefined) reportStranger(api, item, message, channel);
    return [own ?? message];
  });
}

function lastKey(item: Node): string | undefined {
  const reference = item.kind === "map" ? valueAt(item, "$ref") : undefined;
  return reference?.kind === "scalar" ? reference.text.split("/").at(-1) : undefined;
}

function reportStranger(
  { reader }: ApiReader,
  item: Node,
  { name }: NamedMessage,
  { channel }: ChannelRead,
): void {
  report(reader, item.span, {
    rule: "message-of-other-channel",
    severity: "warning",
    message: `${quote(name)} is not among the messages of the channel ${quote(channel.id)}: others may not expect it there`,
    mend: `list it under the messages of ${quote(channel.id)}, and refer to it there`,
  });
}

/**
 * The operations of 2, which stand in their channel and speak of what others do: what others publish the service
 * receives, and what they subscribe to it sends.
 */
function readOwnOperations(api: ApiReader, channel: ChannelRead): readonly OperationRead[] {
  return (["publish", "subscribe"] as const).flatMap((key): readonly OperationRead[] => {
    const entry = channel.map.entries.get(key);
    const node = valueAt(channel.map, key);
    const own = node && asMap(api.reader, node, quote(key));
    if (entry === undefined || own === undefined) return [];
    const map = mergeTraits(api, own, "operationTraits");
    const id = textAt(api.reader, map, "operationId");
    return [
      {
        action: key === "publish" ? "receive" : "send",
        description: describe(api, map),
        channel,
        messages: ownMessages(api, map, [id, channel.channel.id]),
        security: readAlternatives(api, map),
        tags: readTags(api.reader, map),
        span: entry.span,
        ...definedFields({ id }),
      },
    ];
  });
}

function ownMessages(
  api: ApiReader,
  map: MapNode,
  names: readonly (string | undefined)[],
): readonly NamedMessage[] {
  const entry = map.entries.get("message");
  if (entry === undefined || valueAt(map, "message") === undefined) return [];
  const place = findPlace(api.reader, entry.value, entry.span, "messages", "a message");
  const several = place && valueAt(place.map, "oneOf");
  const nodes: readonly (Node | Entry)[] =
    place === undefined
      ? []
      : several === undefined
        ? [entry]
        : (listAt(api.reader, place.map, "oneOf")?.items ?? []);
  return nodes.flatMap((each) => {
    const node = "key" in each ? each.value : each;
    if (!takePair(api, each.span)) return [];
    return readNamedMessage(api, node, each.span, nodes.length === 1 ? names : []) ?? [];
  });
}

function describe({ reader }: ApiReader, map: MapNode): string {
  const summary = textAt(reader, map, "summary")?.trim() ?? "";
  return summary === "" ? (textAt(reader, map, "description")?.trim() ?? "") : summary;
}
