import type { Span } from "#base";
import { pascalCase } from "#base";
import type { Schema, SchemaNode, SchemaRef } from "../contract.ts";
import type { Entry, MapNode, Node } from "../document/node.ts";
import { anySchema } from "../empty-schema.ts";
import { componentsLayout } from "./layout.ts";
import { decodePointer } from "./pointer.ts";
import { type Reader, readInDialect, readOnce, readWithin, reportHole, type Wrapped } from "./reader.ts";
import { cycleProblem, findTarget, follow, referenceIn, referenceSpan } from "./references.ts";
import { type ReadInner, readSchema } from "./schema-body.ts";
import { makeScope, type Scope } from "./scope.ts";
import { asMap, sharedElements } from "./shape.ts";

/** Reads every schema under components, and then those that got a name because something refers to their place. */
export function readSharedSchemas(reader: Reader): void {
  // For what is wrong with the list itself.
  if (reader.layout === componentsLayout) sharedElements(reader, "schemas");
  for (const entry of reader.layout.schemasIn(reader.root)) {
    readWithin(reader, scopeOf(reader, entry.key), () =>
      reader.schemas.set(entry.key, readShared(reader, entry)),
    );
  }
  readPlacedSchemas(reader);
}

/** Reads what references made waiting; to be called once more when the operations are read. */
export function readPlacedSchemas(reader: Reader): void {
  for (let next = reader.toPlace.pop(); next !== undefined; next = reader.toPlace.pop()) {
    const { name, node } = next;
    readWithin(reader, scopeOf(reader, name), () =>
      reader.schemas.set(name, { ...wrap(readSchemaNode(reader, node), node.span), name }),
    );
  }
}

export function readSchemaNode(reader: Reader, node: Node, isMember = false): SchemaNode {
  if (node.kind === "scalar" && typeof node.value === "boolean" && reader.now.dialect.isNewer)
    return node.value ? anySchema(node.span) : { ...anySchema(node.span), enum: [] };
  const map = asMap(reader, node, "a schema");
  if (map === undefined) return anySchema(node.span);
  const inner = reader.unwrap?.(reader, map);
  if (inner !== undefined) return readWrapped(reader, inner, map, isMember);
  const text = referenceIn(map);
  const readInner: ReadInner = (inner, isInnerMember) => readSchemaNode(reader, inner, isInnerMember);
  if (text === undefined) {
    if (map.entries.has("$ref")) reportNoReference(reader, map);
    return readSchema(reader, map, { isMember }, readInner);
  }
  const target = readReference(reader, map, text);
  return hasSiblings(reader, map)
    ? readSchema(reader, siblingsOf(reader, map), { isMember, target }, readInner)
    : target;
}

function readWrapped(
  reader: Reader,
  { node, dialect }: Wrapped,
  map: MapNode,
  isMember: boolean,
): SchemaNode {
  if (node === undefined) return anySchema(map.span);
  return readInDialect(reader, dialect, () => readSchemaNode(reader, node, isMember));
}

function readShared(reader: Reader, entry: Entry): Schema {
  // Reports a circle of mere references at its members, where nothing else would.
  if (!hasSiblings(reader, entry.value)) follow(reader, entry.value, "schemas");
  const read = readSchemaNode(reader, entry.value);
  return { ...wrap(read, entry.span), name: entry.key, span: entry.span };
}

function wrap(node: SchemaNode, span: Span): Schema {
  return node.kind === "schema" ? node : { ...anySchema(span), allOf: [node] };
}

// Beside `$ref`, 3.1 and later read other keywords and 3.0 ignores them. But for a default: it narrows nothing, and nobody
// writes one there who does not mean it.
function hasSiblings(reader: Reader, node: Node): boolean {
  if (node.kind !== "map" || node.entries.size === 1) return false;
  if (!reader.now.dialect.readsSiblings) return node.entries.has("default");
  return [...node.entries.keys()].some((key) => key !== "$ref" && !key.startsWith("x-"));
}

function siblingsOf(reader: Reader, map: MapNode): MapNode {
  if (reader.now.dialect.readsSiblings) return map;
  return {
    ...map,
    entries: new Map([...map.entries].filter(([key]) => key === "$ref" || key === "default")),
  };
}

function readReference(reader: Reader, map: MapNode, first: string): SchemaNode {
  const span = referenceSpan(map);
  const seen = new Set<Node>();
  let current: Node = map;
  let text: string | undefined = first;
  while (text !== undefined) {
    seen.add(current);
    const target = findTarget(reader, current, text, "schemas");
    if (target === undefined) return anySchema(span);
    const name = reader.layout.nameAt(target.pointer);
    if (name !== undefined) return refer(reader, name, span);
    if (seen.has(target.node)) {
      reportHole(reader, span, cycleProblem(text));
      return anySchema(span);
    }
    if (
      target.node.kind === "map" &&
      refersToPlaces(reader, target.node) &&
      !isBareReference(reader, target.node)
    )
      return refer(reader, namePlace(reader, target.node, target.pointer), span);
    current = target.node;
    text = isBareReference(reader, current) ? referenceIn(current) : undefined;
  }
  const node = current;
  return readOnce(reader, reader.done.schemas, node, () => readSchemaNode(reader, node));
}

function refer(reader: Reader, name: string, span: Span): SchemaRef {
  reader.now.scope.uses.add(scopeOf(reader, name));
  return { kind: "ref", name, span };
}

function isBareReference(reader: Reader, node: Node): boolean {
  return referenceIn(node) !== undefined && !hasSiblings(reader, node);
}

// What refers to places itself might refer to its own, so it is not inlined: a shared name ends every circle.
function namePlace(reader: Reader, node: MapNode, pointer: readonly string[]): string {
  const known = reader.placedNames.get(node);
  if (known !== undefined) return known;
  const structure = new Set([
    "components",
    "schemas",
    "properties",
    "paths",
    "content",
    "schema",
    "responses",
  ]);
  const words = pointer.filter((token) => !structure.has(token));
  const wanted = pascalCase(words.join(" ")).slice(0, 80) || "Schema";
  const isTaken = (name: string) => reader.schemaScopes.has(name) || reader.sharedNames.has(name);
  let name = wanted;
  for (let count = 2; isTaken(name); count += 1) name = `${wanted}${count}`;
  reader.placedNames.set(node, name);
  reader.toPlace.push({ name, node });
  scopeOf(reader, name);
  return name;
}

function refersToPlaces(reader: Reader, node: Node): boolean {
  const known = reader.refersToPlaces.get(node);
  if (known !== undefined || node.kind === "scalar") return known ?? false;
  const text = referenceIn(node);
  const parts = node.kind === "list" ? node.items : [...node.entries.values()].map((entry) => entry.value);
  const refers =
    (text !== undefined && !isShared(reader, text)) || parts.some((part) => refersToPlaces(reader, part));
  reader.refersToPlaces.set(node, refers);
  return refers;
}

function isShared({ layout }: Reader, text: string): boolean {
  const pointer = text.startsWith("#") ? decodePointer(text.slice(1)) : undefined;
  return pointer !== undefined && layout.nameAt(pointer) !== undefined;
}

function scopeOf(reader: Reader, name: string): Scope {
  const known = reader.schemaScopes.get(name);
  if (known !== undefined) return known;
  const scope = makeScope();
  reader.schemaScopes.set(name, scope);
  return scope;
}

function reportNoReference(reader: Reader, map: MapNode): void {
  reportHole(reader, referenceSpan(map), {
    rule: "wrong-type",
    message: '"$ref" must be a text: what this schema says is unknown',
    mend: 'write "#/components/schemas/…"',
  });
}
