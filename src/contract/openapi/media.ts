import type { JsonValue, MediaType, SchemaNode } from "../contract.ts";
import { jsonValueOf } from "../document/json-value.ts";
import { type MapNode, valueAt } from "../document/node.ts";
import { type Reader, readWithin } from "./reader.ts";
import { follow } from "./references.ts";
import { readSchemaNode } from "./schemas.ts";
import { makeScope } from "./scope.ts";
import { asMap, entriesAt } from "./shape.ts";

/** What can travel as a body, by media type in document order. */
export function readContent(reader: Reader, map: MapNode): readonly MediaType[] {
  const content: MediaType[] = [];
  for (const entry of entriesAt(reader, map, "content")) {
    const media = asMap(reader, entry.value, "a media type");
    if (media === undefined) continue;
    const schema = readSchemaAt(reader, media);
    const examples = readNamedExamples(reader, media);
    content.push({
      type: entry.key,
      ...(schema === undefined ? {} : { schema }),
      examples,
      span: entry.span,
    });
  }
  return content;
}

export function readSchemaAt(reader: Reader, map: MapNode): SchemaNode | undefined {
  const node = valueAt(map, "schema");
  return node === undefined ? undefined : readSchemaNode(reader, node);
}

/** `example`, and the values of `examples`, which have names here; those in other files are passed over. */
export function readNamedExamples(reader: Reader, map: MapNode): readonly JsonValue[] {
  const one = map.entries.get("example")?.value;
  const values = one === undefined ? [] : [jsonValueOf(one)];
  for (const entry of entriesAt(reader, map, "examples")) {
    // In a scope of its own: an operation is understood without its examples.
    const example = readWithin(reader, makeScope(), () => follow(reader, entry.value, "examples"));
    const value = example?.kind === "map" ? example.entries.get("value")?.value : undefined;
    if (value !== undefined) values.push(jsonValueOf(value));
  }
  return values;
}
