import type { Property, Schema, SchemaNode } from "../contract.ts";
import { definedFields } from "../defined.ts";
import { type MapNode, type Node, valueAt } from "../document/node.ts";
import { type Reader, report } from "./reader.ts";
import { readBounds } from "./schema-bounds.ts";
import { collapseNull } from "./schema-null.ts";
import { readValues } from "./schema-values.ts";
import { readXml } from "./schema-xml.ts";
import { entriesAt, entriesOf, flagAt, listAt, mapAt, quote, suggest, textAt, textsAt } from "./shape.ts";

/** Reads a schema inside of the one being read; handed in, because it comes back here. */
export type ReadInner = (node: Node, isMember?: boolean) => SchemaNode;

export interface SchemaPlace {
  /** One of an `allOf`, `oneOf` or `anyOf`: others may declare what this one requires. */
  readonly isMember: boolean;
  /** What a `$ref` beside the keywords leads to. */
  readonly target?: SchemaNode;
}

/** Reads one schema that stands in its place. */
export function readSchema(reader: Reader, map: MapNode, place: SchemaPlace, readInner: ReadInner): Schema {
  const { isMember, target } = place;
  const isComposed = target !== undefined || ["allOf", "oneOf", "anyOf"].some((key) => map.entries.has(key));
  const required = textsAt(reader, map, "required");
  const properties = readProperties(reader, map, new Set(required), readInner);
  const names = new Set(properties.map((property) => property.name));
  const alsoRequired = [...new Set(required)].filter((name) => !names.has(name));
  if (!isComposed && !isMember) reportUndeclared(reader, map, alsoRequired, names);
  reportUnread(reader, map);
  const members = readMembers(reader, map, "allOf", readInner);
  return collapseNull({
    kind: "schema",
    description: textAt(reader, map, "description") ?? "",
    ...readValues(reader, map, isComposed),
    ...readBounds(reader, map),
    uniqueItems: flagAt(reader, map, "uniqueItems") ?? false,
    properties,
    allOf: target === undefined ? members : [target, ...members],
    oneOf: readMembers(reader, map, "oneOf", readInner),
    anyOf: readMembers(reader, map, "anyOf", readInner),
    readOnly: flagAt(reader, map, "readOnly") ?? false,
    writeOnly: flagAt(reader, map, "writeOnly") ?? false,
    deprecated: flagAt(reader, map, "deprecated") ?? false,
    span: map.span,
    ...definedFields({
      reopened: flagAt(reader, map, "readOnly") === false ? (true as const) : undefined,
      title: textAt(reader, map, "title"),
      format: readFormat(reader, map),
      alsoRequired: alsoRequired.length === 0 ? undefined : alsoRequired,
      additionalProperties: readAdditional(map, readInner),
      items: readItems(reader, map, readInner),
      discriminator: readDiscriminator(reader, map),
      xml: readXml(reader, map),
      unknown: textAt(reader, map, "x-keelback-unknown"),
    }),
  });
}

function readProperties(
  reader: Reader,
  map: MapNode,
  required: ReadonlySet<string>,
  readInner: ReadInner,
): readonly Property[] {
  // Not entriesAt: a property may well be called `x-something`.
  const declared = mapAt(reader, map, "properties");
  return [...(declared?.entries.values() ?? [])].map((entry) => ({
    name: entry.key,
    required: required.has(entry.key),
    schema: readInner(entry.value),
    span: entry.span,
  }));
}

function readMembers(reader: Reader, map: MapNode, key: string, readInner: ReadInner): readonly SchemaNode[] {
  return (listAt(reader, map, key)?.items ?? []).map((item) => readInner(item, true));
}

// 3.1 names the encoding of a text apart from its format.
function readFormat(reader: Reader, map: MapNode): string | undefined {
  const format = textAt(reader, map, "format");
  if (format !== undefined) return format;
  if (/^base64/.test(textAt(reader, map, "contentEncoding") ?? "")) return "byte";
  return textAt(reader, map, "contentMediaType") === "application/octet-stream" ? "binary" : undefined;
}

function readAdditional(map: MapNode, readInner: ReadInner): boolean | SchemaNode | undefined {
  const node = valueAt(map, "additionalProperties") ?? valueAt(map, "unevaluatedProperties");
  if (node === undefined) return undefined;
  if (node.kind === "scalar" && typeof node.value === "boolean") return node.value;
  return readInner(node);
}

function readItems(reader: Reader, map: MapNode, readInner: ReadInner): SchemaNode | undefined {
  const node = valueAt(map, "items");
  if (node?.kind === "list" && reader.now.dialect.listsItems) {
    report(reader, node.span, {
      rule: "unread-keyword",
      severity: "warning",
      message: "a schema for each place of a list is not understood yet: every item will be accepted",
      mend: "write one schema for all items, or check them by hand",
    });
    return undefined;
  }
  return node === undefined ? undefined : readInner(node);
}

function readDiscriminator(reader: Reader, map: MapNode): Schema["discriminator"] {
  const node = valueAt(map, "discriminator");
  if (node?.kind === "scalar" && reader.now.dialect.namesDiscriminator)
    return { property: node.text, mapping: new Map() };
  const said = mapAt(reader, map, "discriminator");
  if (said === undefined) return undefined;
  const property = textAt(reader, said, "propertyName");
  if (property === undefined) {
    report(reader, said.span, {
      rule: "discriminator-without-property",
      message: 'a discriminator without "propertyName": nothing tells the alternatives apart',
      mend: "name the property whose value tells them apart",
    });
    return undefined;
  }
  const mapping = new Map<string, string>();
  const components = valueAt(reader.root, "components");
  const shared = components?.kind === "map" ? valueAt(components, "schemas") : undefined;
  for (const entry of entriesAt(reader, said, "mapping")) {
    const text = entry.value.kind === "scalar" ? entry.value.text : "";
    const name = text.replace(/^#\/components\/schemas\//, "");
    if (shared?.kind === "map" && shared.entries.has(name)) mapping.set(entry.key, name);
    else {
      const known = reader.links.problems.get(entry.value);
      const near = shared?.kind === "map" ? suggest(name, shared.entries.keys()) : undefined;
      const mend =
        near ?? "name a schema that is declared under components, or take the value out of the mapping";
      const message = `${quote(text)} is not in this document: ${quote(entry.key)} selects nothing`;
      report(reader, entry.span, known ?? { rule: "unresolved-reference", message, mend });
    }
  }
  return { property, mapping };
}

function reportUndeclared(
  reader: Reader,
  map: MapNode,
  missing: readonly string[],
  names: ReadonlySet<string>,
): void {
  const list = valueAt(map, "required");
  for (const name of missing) {
    const item =
      list?.kind === "list" ? list.items.find((each) => each.kind === "scalar" && each.text === name) : list;
    report(reader, item?.span ?? map.span, {
      rule: "undeclared-required-property",
      severity: "warning",
      message: `${quote(name)} is required, but not declared: nothing is known about its value`,
      mend: suggest(name, names) ?? `declare it under "properties"`,
    });
  }
}

const unreadKeywords: ReadonlySet<string> = new Set([
  "not",
  "if",
  "patternProperties",
  "prefixItems",
  "contains",
  "dependentRequired",
  "dependentSchemas",
  "dependencies",
  "propertyNames",
  "unevaluatedItems",
  "$dynamicRef",
]);

function reportUnread(reader: Reader, map: MapNode): void {
  for (const entry of entriesOf(map)) {
    if (!unreadKeywords.has(entry.key)) continue;
    report(reader, entry.span, {
      rule: "unread-keyword",
      severity: "warning",
      message: `${quote(entry.key)} is not understood yet: what it forbids will be accepted`,
      mend: "say it with the other keywords, or check it by hand",
    });
  }
}
