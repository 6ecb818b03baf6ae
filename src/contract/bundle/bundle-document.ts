import type { FindingList } from "../document/finding-list.ts";
import { type Entry, type MapNode, type Node, valueAt } from "../document/node.ts";
import type { Spent } from "../document/spent.ts";
import type { Links } from "../openapi/reader.ts";
import { referenceIn } from "../openapi/references.ts";
import { build, claimedPlace } from "./build.ts";
import type { Bundler } from "./bundler.ts";
import { type Element, elementsOf, type Grammar, sectionOf } from "./grammar.ts";
import { isPlace, locate, makeLocator, type Place } from "./locate.ts";
import { makeNames } from "./names.ts";
import type { OpenFile } from "./open-file.ts";
import { makeSources, type Source } from "./sources.ts";

export interface BundleRequest {
  readonly file: string;
  readonly text: string;
  readonly root: MapNode;
  readonly findings: FindingList;
  readonly spent: Spent;
  readonly open: OpenFile;
  readonly grammar: Grammar;
}

/** A contract of several files as one document. */
export interface BundledDocument {
  /** The same node as before where no other file has a part in it. */
  readonly root: MapNode;
  /** Texts of the other files that were read, by the file's name in spans. */
  readonly texts: ReadonlyMap<string, string>;
  /** By file, where its text stops making sense. */
  readonly brokenFrom: ReadonlyMap<string, number>;
  readonly links: Links;
}

/**
 * Reads all files that a document refers to and makes one document of them. Nodes keep their spans, so all
 * that is found later points into the right file. Never throws; bounded in files, text, depth and size.
 */
export function bundleDocument(request: BundleRequest): BundledDocument {
  const { file, text, root, findings, spent, open, grammar } = request;
  const first: Source = { file, root, isFirst: true };
  const sources = makeSources({ first, length: text.length, spent, findings, open });
  const bundler: Bundler = {
    grammar,
    findings,
    locator: makeLocator(sources),
    names: makeNames(),
    waiting: [],
    built: new Map(),
    open: new Set(),
    putIn: new Set(),
    problems: new Map(),
    written: new Map(),
    repeated: 0,
  };
  claimNames(bundler, first, root);
  const built = build(bundler, root, { source: first, kind: grammar.root, depth: 1 }).node;
  const bundled = built.kind === "map" ? addShared(grammar, built, buildWaiting(bundler)) : root;
  return { root: bundled, texts: sources.texts, brokenFrom: sources.brokenFrom, links: bundler };
}

/** What lies in another file has the name under which the contract lists it, if it lists it. */
function claimNames(bundler: Bundler, first: Source, root: MapNode): void {
  for (const element of elementsOf(bundler.grammar)) {
    const listed = sectionOf(bundler.grammar, element).reduce<readonly Layer[]>(
      (layers, key) =>
        layers.flatMap(({ source, map, pointer }) => {
          const section = map.entries.get(key)?.value;
          return section === undefined ? [] : layersOf(bundler, source, section, [...pointer, key]);
        }),
      [{ source: first, map: root, pointer: [] }],
    );
    for (const { map } of listed) for (const key of map.entries.keys()) bundler.names.reserve(element, key);
    const seen = new Set<string>();
    for (const layer of listed)
      for (const entry of layer.map.entries.values())
        if (!seen.has(entry.key)) claim(bundler, element, layer, entry, seen);
  }
}

function claim(bundler: Bundler, element: Element, layer: Layer, entry: Entry, seen: Set<string>): void {
  const { source, pointer } = layer;
  seen.add(entry.key);
  if (!source.isFirst) {
    const place = { source, pointer: [...pointer, entry.key], node: entry.value, span: entry.span };
    bundler.names.claim(element, place, entry.key);
  }
  const place = claimedPlace(bundler, { source, kind: element, depth: 1 }, entry);
  if (place !== undefined) bundler.names.claim(element, place, entry.key);
}

interface Layer {
  readonly source: Source;
  readonly map: MapNode;
  readonly pointer: readonly string[];
}

const mostLayers = 20;

/** A map and, where it refers to another, that one too. */
function layersOf(
  bundler: Bundler,
  source: Source,
  node: Node,
  pointer: readonly string[],
): readonly Layer[] {
  const layers: Layer[] = [];
  let place: Place | undefined = { source, node, pointer, span: node.span };
  while (place !== undefined && layers.length < mostLayers) {
    if (place.node.kind !== "map") break;
    layers.push({ source: place.source, map: place.node, pointer: place.pointer });
    place = placeBehind(bundler, place);
  }
  return layers;
}

function placeBehind(bundler: Bundler, { source, node }: Place): Place | undefined {
  const text = referenceIn(node);
  if (text === undefined || (source.isFirst && text.startsWith("#"))) return undefined;
  const found = locate(bundler.locator, source, text);
  return isPlace(found) ? found : undefined;
}

function buildWaiting(bundler: Bundler): ReadonlyMap<Element, readonly Entry[]> {
  const hoisted = new Map<Element, Entry[]>();
  // What is built may make more wait.
  for (let index = 0; index < bundler.waiting.length; index += 1) {
    const waiting = bundler.waiting[index];
    if (waiting === undefined) break;
    const { element, name, place } = waiting;
    const kind = element;
    const value = build(bundler, place.node, { source: place.source, kind, depth: 3 }).node;
    const entries = hoisted.get(element) ?? [];
    hoisted.set(element, entries);
    entries.push({ key: name, value, span: place.span });
  }
  return hoisted;
}

function addShared(
  grammar: Grammar,
  root: MapNode,
  hoisted: ReadonlyMap<Element, readonly Entry[]>,
): MapNode {
  let whole = root;
  for (const [element, added] of hoisted) whole = addTo(whole, sectionOf(grammar, element), added);
  return whole;
}

function addTo(map: MapNode, path: readonly string[], added: readonly Entry[]): MapNode {
  const [key, ...rest] = path;
  if (key === undefined)
    return {
      ...map,
      entries: new Map([...map.entries, ...added.map((entry) => [entry.key, entry] as const)]),
    };
  return withEntry(map, key, addTo(mapIn(map, key), rest, added));
}

function mapIn(map: MapNode, key: string): MapNode {
  const node = valueAt(map, key);
  return node?.kind === "map" ? node : { kind: "map", entries: new Map(), span: map.span };
}

function withEntry(map: MapNode, key: string, value: MapNode): MapNode {
  const span = map.entries.get(key)?.span ?? value.span;
  return { ...map, entries: new Map(map.entries).set(key, { key, value, span }) };
}
