import type { XmlKeywords } from "../contract.ts";
import { definedFields } from "../defined.ts";
import { type MapNode, valueAt } from "../document/node.ts";
import type { Reader } from "./reader.ts";
import { flagAt, mapAt, textAt } from "./shape.ts";

/** How values of a schema are spelled in XML: by flags, or since 3.2 by the kind of node. */
export function readXml(reader: Reader, schema: MapNode): XmlKeywords | undefined {
  const map = valueAt(schema, "xml") === undefined ? undefined : mapAt(reader, schema, "xml");
  if (map === undefined) return undefined;
  const node = textAt(reader, map, "nodeType");
  return definedFields({
    name: textAt(reader, map, "name"),
    namespace: textAt(reader, map, "namespace"),
    prefix: textAt(reader, map, "prefix"),
    attribute: node === undefined ? flagAt(reader, map, "attribute") : node === "attribute",
    wrapped: node === undefined ? flagAt(reader, map, "wrapped") : node === "element",
  });
}
