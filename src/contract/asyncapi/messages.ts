import type { Span } from "#base";
import type { JsonValue } from "../contract.ts";
import { definedFields } from "../defined.ts";
import { jsonValueOf } from "../document/json-value.ts";
import { type MapNode, type Node, valueAt } from "../document/node.ts";
import { listAt, textAt } from "../openapi/shape.ts";
import type { ApiReader } from "./api-reader.ts";
import type { MessageRead, NamedMessage, Place } from "./parts.ts";
import { readPart, readPayload } from "./payloads.ts";
import { findPlace, keyIn, readTags } from "./places.ts";
import { mergeTraits } from "./traits.ts";

/** The message behind a node. `names`: what it is called where it has no name of its own, the first that is there. */
export function readNamedMessage(
  api: ApiReader,
  node: Node,
  span: Span,
  names: readonly (string | undefined)[],
): NamedMessage | undefined {
  const place = findPlace(api.reader, node, span, "messages", "a message");
  if (place === undefined) return undefined;
  const message = readMessage(api, place);
  const shared = keyIn(place, ["components", "messages"]);
  const called = [
    message.name,
    ...(api.major === 2 ? [shared, ...names] : [...names, shared]),
    message.title,
  ];
  return { place, message, name: called.find((name) => name !== undefined && name !== "") ?? "message" };
}

export function readMessage(api: ApiReader, place: Place): MessageRead {
  const known = api.messages.get(place.map);
  if (known !== undefined) return known;
  const message = readMerged(api, mergeTraits(api, place.map, "messageTraits"), place.span);
  api.messages.set(place.map, message);
  return message;
}

function readMerged(api: ApiReader, map: MapNode, span: Span): MessageRead {
  const { reader } = api;
  const headers = valueAt(map, "headers");
  const name =
    textAt(reader, map, "name") ?? (api.major === 2 ? textAt(reader, map, "messageId") : undefined);
  return {
    title: textAt(reader, map, "title") ?? "",
    summary: textAt(reader, map, "summary") ?? "",
    description: textAt(reader, map, "description") ?? "",
    contentType: textAt(reader, map, "contentType") ?? api.defaultContentType,
    tags: readTags(reader, map),
    deprecated: isDeprecated(map),
    ...readExamples(api, map),
    span,
    ...definedFields({
      name,
      payload: readPayload(api, map),
      headers: headers && readPart(reader, headers),
      correlation: readCorrelation(api, map),
    }),
  };
}

// AsyncAPI has no word for it but in schemas, so tools write an extension.
function isDeprecated(map: MapNode): boolean {
  return ["deprecated", "x-deprecated"].some((key) => {
    const said = valueAt(map, key);
    return said?.kind === "scalar" && said.value === true;
  });
}

function readCorrelation(api: ApiReader, map: MapNode): string | undefined {
  const node = valueAt(map, "correlationId");
  const place = node && findPlace(api.reader, node, node.span, "correlationIds", "a correlation id");
  return place && textAt(api.reader, place.map, "location");
}

function readExamples(api: ApiReader, map: MapNode): Pick<MessageRead, "examples" | "headerExamples"> {
  const examples: JsonValue[] = [];
  const headerExamples: JsonValue[] = [];
  for (const item of listAt(api.reader, map, "examples")?.items ?? []) {
    if (item.kind !== "map") continue;
    const payload = item.entries.get("payload")?.value;
    const headers = item.entries.get("headers")?.value;
    if (payload !== undefined) examples.push(jsonValueOf(payload));
    if (headers !== undefined) headerExamples.push(jsonValueOf(headers));
  }
  return { examples, headerExamples };
}
