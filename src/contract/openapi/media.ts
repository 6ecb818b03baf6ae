import type { FormEncoding, JsonValue, MediaType, SchemaNode } from "../contract.ts";
import { definedFields } from "../defined.ts";
import { jsonValueOf } from "../document/json-value.ts";
import { type MapNode, type Node, valueAt } from "../document/node.ts";
import { type Reader, readOnce, readWithin, report } from "./reader.ts";
import { follow } from "./references.ts";
import { readSchemaNode } from "./schemas.ts";
import { makeScope } from "./scope.ts";
import { asMap, entriesAt, flagAt, mapAt, textAt } from "./shape.ts";

/** What can travel as a body, by media type in document order. */
export function readContent(reader: Reader, map: MapNode): readonly MediaType[] {
  const content: MediaType[] = [];
  for (const entry of entriesAt(reader, map, "content")) {
    const media = readMediaType(reader, entry.value);
    if (media === undefined) continue;
    const schema = readSchemaAt(reader, media);
    const examples = readNamedExamples(reader, media);
    content.push({
      type: entry.key,
      ...definedFields({ schema, encoding: readEncoding(reader, media) }),
      examples,
      span: entry.span,
    });
  }
  return content;
}

function readEncoding(reader: Reader, media: MapNode): ReadonlyMap<string, FormEncoding> | undefined {
  const said = media.entries.has("encoding") ? mapAt(reader, media, "encoding") : undefined;
  if (said === undefined) return undefined;
  const encoding = new Map<string, FormEncoding>();
  // Not entriesAt: a property may well be called `x-something`.
  for (const entry of said.entries.values()) {
    const map = asMap(reader, entry.value, "an encoding");
    if (map === undefined) continue;
    const contentType = textAt(reader, map, "contentType");
    const style = textAt(reader, map, "style");
    encoding.set(entry.key, definedFields({ contentType, style, explode: flagAt(reader, map, "explode") }));
  }
  return encoding;
}

/** The map of a media type, which may be shared under components since 3.2. */
export function readMediaType(reader: Reader, node: Node): MapNode | undefined {
  const target = follow(reader, node, "mediaTypes");
  const media = target === undefined ? undefined : asMap(reader, target, "a media type");
  const stream = media?.entries.get("itemSchema");
  if (stream !== undefined)
    report(reader, stream.span, {
      rule: "unread-element",
      severity: "note",
      message: "the items of a stream are not derived yet: this is taken as one body",
      mend: "nothing to do here; expect it to be left open",
    });
  return media;
}

export function readSchemaAt(reader: Reader, map: MapNode): SchemaNode | undefined {
  const node = valueAt(map, "schema");
  if (node === undefined) return undefined;
  // Once, because several media types may share the node by an alias, and do where 2.0 lists them under `produces`.
  return readOnce(reader, reader.done.schemas, node, () => readSchemaNode(reader, node));
}

/** `example`, and the values of `examples`, which have names here; those in other files are passed over. */
export function readNamedExamples(reader: Reader, map: MapNode): readonly JsonValue[] {
  const one = map.entries.get("example")?.value;
  const values = one === undefined ? [] : [jsonValueOf(one)];
  for (const entry of entriesAt(reader, map, "examples")) {
    // In a scope of its own: an operation is understood without its examples.
    const example = readWithin(reader, makeScope(), () => follow(reader, entry.value, "examples"));
    const said = example?.kind === "map" ? example.entries : undefined;
    const value = (said?.get("value") ?? said?.get("dataValue"))?.value;
    if (value !== undefined) values.push(jsonValueOf(value));
  }
  return values;
}
