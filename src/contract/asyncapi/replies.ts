import type { Span } from "#base";
import { definedFields } from "../defined.ts";
import { type MapNode, type Node, valueAt } from "../document/node.ts";
import { listAt, textAt } from "../openapi/shape.ts";
import type { ApiReader } from "./api-reader.ts";
import { readChannelAt } from "./channels.ts";
import type { ChannelRead } from "./parts.ts";
import { findPlace } from "./places.ts";

/** What answers a message: on which channel, and where the message itself says where to. */
export interface ReplyRead {
  readonly map: MapNode;
  readonly channel?: ChannelRead;
  readonly location?: string;
  readonly span: Span;
}

export function readReply(api: ApiReader, node: Node): ReplyRead | undefined {
  const { reader } = api;
  const place = findPlace(reader, node, node.span, "replies", "a reply");
  if (place === undefined) return undefined;
  const { map } = place;
  const address = valueAt(map, "address");
  const said = address && findPlace(reader, address, address.span, "replyAddresses", "an address");
  return {
    map,
    span: place.span,
    ...definedFields({
      channel: readChannelAt(api, map) ?? channelOfMessages(api, map),
      location: said && textAt(reader, said.map, "location"),
    }),
  };
}

// Without a channel the messages that it lists say which one it is, for each is one of a channel's.
function channelOfMessages(api: ApiReader, map: MapNode): ChannelRead | undefined {
  const [first] = listAt(api.reader, map, "messages")?.items ?? [];
  const place = first && findPlace(api.reader, first, first.span, "messages", "a message");
  const id = place?.pointers.find(([root, , kind]) => root === "channels" && kind === "messages")?.[1];
  return id === undefined ? undefined : api.channelIds.get(id);
}
