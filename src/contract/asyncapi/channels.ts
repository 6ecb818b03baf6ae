import type { Span } from "#base";
import type { JsonValue, Schema } from "../contract.ts";
import { definedFields } from "../defined.ts";
import { jsonValueOf } from "../document/json-value.ts";
import { type Entry, type MapNode, type Node, valueAt } from "../document/node.ts";
import { anySchema } from "../empty-schema.ts";
import type { ChannelParameter } from "../events.ts";
import { report } from "../openapi/reader.ts";
import { readSchemaNode } from "../openapi/schemas.ts";
import { entriesAt, entriesOf, listAt, mapAt, quote, suggest, textAt, textsAt } from "../openapi/shape.ts";
import { type ApiReader, takePair } from "./api-reader.ts";
import { boundNames } from "./bound-names.ts";
import { readNamedMessage } from "./messages.ts";
import type { ChannelRead, NamedMessage, Place, Reach } from "./parts.ts";
import { findPlace, keyIn } from "./places.ts";
import { reachOf, readServer } from "./servers.ts";

export function readChannels(api: ApiReader): readonly ChannelRead[] {
  return entriesAt(api.reader, api.reader.root, "channels").flatMap((entry) => {
    const place = findPlace(api.reader, entry.value, entry.span, "channels", "a channel");
    if (place === undefined) return [];
    const channel = readChannel(api, place, entry);
    api.channelIds.set(entry.key, channel);
    return [channel];
  });
}

/** The channel that an operation or a reply refers to. */
export function readChannelAt(api: ApiReader, map: MapNode): ChannelRead | undefined {
  const entry = map.entries.get("channel");
  if (entry === undefined || valueAt(map, "channel") === undefined) return undefined;
  const place = findPlace(api.reader, entry.value, entry.span, "channels", "a channel");
  if (place === undefined) return undefined;
  const key = keyIn(place, ["channels"]);
  const known = (key === undefined ? undefined : api.channelIds.get(key)) ?? api.channels.get(place.map);
  const id = key ?? place.pointers.at(-1)?.at(-1) ?? "channel";
  return known ?? readChannel(api, place, { key: id, span: place.span });
}

function readChannel(api: ApiReader, place: Place, { key, span }: Pick<Entry, "key" | "span">): ChannelRead {
  const { reader } = api;
  const { map } = place;
  const address = api.major === 2 ? key : textAt(reader, map, "address");
  const reach = readReach(api, map);
  const parameters = readParameters(api, map);
  if (address !== undefined) matchParameters(api, address, parameters, map, span);
  const names = boundNames(map, address);
  const read: ChannelRead = {
    channel: {
      id: key,
      description: textAt(reader, map, "description") ?? textAt(reader, map, "summary") ?? "",
      parameters,
      protocols: reach.protocols,
      span,
      ...(names.length > 0 && { boundNames: names }),
      ...definedFields({ address }),
    },
    map,
    reach,
    messages: readMessages(api, map),
  };
  if (!api.channels.has(map)) api.channels.set(map, read);
  return read;
}

function readMessages(api: ApiReader, map: MapNode): ReadonlyMap<string, NamedMessage> {
  const messages = new Map<string, NamedMessage>();
  if (api.major === 2) return messages;
  // Not entriesAt: a message may well be called `x-something`.
  for (const entry of mapAt(api.reader, map, "messages")?.entries.values() ?? []) {
    if (!takePair(api, entry.span)) break;
    const message = readNamedMessage(api, entry.value, entry.span, [entry.key]);
    if (message !== undefined) messages.set(entry.key, message);
  }
  return messages;
}

// None named: the channel is on all of them.
function readReach(api: ApiReader, map: MapNode): Reach {
  const { reader, servers } = api;
  const list = listAt(reader, map, "servers");
  if (list === undefined || list.items.length === 0) return api.everywhere;
  if (api.major === 2) {
    const named = new Set(textsAt(reader, map, "servers"));
    for (const name of named) if (!servers.has(name)) reportNoServer(api, list.span, name);
    return reachOf([...named].flatMap((name) => servers.get(name) ?? []));
  }
  const found = list.items.flatMap((item) => {
    const place = findPlace(reader, item, item.span, "servers", "a server");
    return place === undefined ? [] : [readServer(api, place.map)];
  });
  return reachOf([...new Set(found)]);
}

function reportNoServer({ reader, servers }: ApiReader, span: Span, name: string): void {
  report(reader, span, {
    rule: "unknown-server",
    severity: "warning",
    message: `there is no server ${quote(name)}: nothing is known of how this channel is reached`,
    mend: suggest(name, servers.keys()) ?? "declare it under servers",
  });
}

function readParameters(api: ApiReader, map: MapNode): readonly ChannelParameter[] {
  const { reader } = api;
  return entriesOf(mapAt(reader, map, "parameters")).flatMap((entry) => {
    const place = findPlace(reader, entry.value, entry.span, "parameters", "a parameter");
    if (place === undefined) return [];
    const schema = valueAt(place.map, "schema");
    return [
      {
        name: entry.key,
        description: textAt(reader, place.map, "description") ?? "",
        schema:
          schema === undefined ? textSchema(api, place.map, place.span) : readSchemaNode(reader, schema),
        span: place.span,
        ...definedFields({ location: textAt(reader, place.map, "location") }),
      },
    ];
  });
}

// In 3 the values of a parameter are texts, and what is known of them stands beside.
function textSchema({ reader }: ApiReader, map: MapNode, span: Span): Schema {
  const valuesAt = (key: string): readonly JsonValue[] =>
    (listAt(reader, map, key)?.items ?? []).map((item: Node) => jsonValueOf(item));
  const listed = valuesAt("enum");
  const initial = textAt(reader, map, "default");
  return {
    ...anySchema(span),
    types: ["string"],
    examples: valuesAt("examples"),
    ...(listed.length > 0 && { enum: listed }),
    ...definedFields({ default: initial }),
  };
}

function matchParameters(
  { reader }: ApiReader,
  address: string,
  parameters: readonly ChannelParameter[],
  map: MapNode,
  span: Span,
): void {
  const declared = new Set(parameters.map(({ name }) => name));
  const used = new Set([...address.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? ""));
  for (const name of used)
    if (!declared.has(name))
      report(reader, map.entries.get("address")?.span ?? span, {
        rule: "undeclared-channel-parameter",
        severity: "warning",
        message: `${quote(name)} is part of the address, and nothing says what it is`,
        mend: suggest(name, declared) ?? 'declare it under "parameters"',
      });
  for (const parameter of parameters)
    if (!used.has(parameter.name))
      report(reader, parameter.span, {
        rule: "unused-channel-parameter",
        severity: "warning",
        message: `${quote(parameter.name)} is not in the address ${quote(address)}: no value ever fills it`,
        mend: suggest(parameter.name, used) ?? "write it into the address in braces, or remove it",
      });
}
