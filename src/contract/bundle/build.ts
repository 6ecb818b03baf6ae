import { limits } from "../document/limits.ts";
import type { Entry, ListNode, MapNode, Node } from "../document/node.ts";
import { type Built, weigh } from "../document/weigh.ts";
import { encodeFragment } from "../openapi/pointer.ts";
import type { Problem } from "../openapi/reader.ts";
import { cycleProblem, referenceIn, referenceSpan } from "../openapi/references.ts";
import { quote } from "../openapi/shape.ts";
import { type Bundler, isBare, leaf, reportProblem, type Spot, withText } from "./bundler.ts";
import { checkKind } from "./expected.ts";
import { type Element, isElement, type Kind, sectionOf, shapeOf, sharedElement } from "./grammar.ts";
import { isPlace, keyOf, locate, type Place } from "./locate.ts";
import { buildMapping } from "./mapping.ts";

/**
 * A node as it is to stand in the one document. References into other files become references into components, or
 * give way to what they lead to where nothing like it has a section there. What stays as it is stays the same node.
 */
export function build(bundler: Bundler, node: Node, spot: Spot): Built {
  if (node.kind === "scalar") return leaf(node);
  const known = bundler.built.get(node)?.get(spot.kind);
  if (known !== undefined) return known;
  const built = node.kind === "list" ? buildList(bundler, node, spot) : buildMap(bundler, node, spot);
  const kinds = bundler.built.get(node) ?? new Map();
  bundler.built.set(node, kinds.set(spot.kind, built));
  return built;
}

function buildList(bundler: Bundler, list: ListNode, { source, kind, depth }: Spot): Built {
  const inner: Spot = { source, kind: shapeOf(bundler.grammar, kind).items ?? "plain", depth: depth + 1 };
  const parts = list.items.map((item) => build(bundler, item, inner));
  const isSame = parts.every((part, index) => part.node === list.items[index]);
  return weigh(isSame ? list : { ...list, items: parts.map((part) => part.node) }, parts);
}

function buildMap(bundler: Bundler, map: MapNode, outer: Spot): Built {
  const kind = bundler.grammar.refine?.(outer.kind, map) ?? outer.kind;
  const spot = kind === outer.kind ? outer : { ...outer, kind };
  const text = spot.kind === "plain" ? undefined : referenceIn(map);
  const isOwn = text === undefined || (spot.source.isFirst && text.startsWith("#"));
  if (!isOwn) return buildReference(bundler, map, text, spot);
  return spot.kind === "discriminator"
    ? buildMapping(bundler, map, spot, (place) => referTo(bundler, "schema", place))
    : buildEntries(bundler, map, spot);
}

function buildReference(bundler: Bundler, map: MapNode, text: string, spot: Spot): Built {
  const place = locate(bundler.locator, spot.source, text);
  if (!isPlace(place)) return fail(bundler, map, spot, place);
  const wrong = checkKind(bundler.grammar, text, place, spot.kind);
  if (wrong !== undefined) return fail(bundler, map, spot, wrong);
  if (isElement(bundler.grammar, spot.kind))
    return refer(bundler, map, spot, text, referTo(bundler, spot.kind, place));
  return putIn(bundler, map, spot, text, place);
}

// The reference stays, and whoever reads it is told why it leads nowhere.
function fail(bundler: Bundler, map: MapNode, spot: Spot, problem: Problem): Built {
  const built = buildEntries(bundler, map, spot);
  bundler.problems.set(built.node, problem);
  reportProblem(bundler, referenceSpan(map), problem);
  return built;
}

function refer(bundler: Bundler, map: MapNode, spot: Spot, text: string, target: string): Built {
  const entry = map.entries.get("$ref");
  if (entry?.value.kind !== "scalar") return buildEntries(bundler, map, spot);
  const entries = new Map(map.entries).set("$ref", { ...entry, value: withText(entry.value, target) });
  const built = buildEntries(bundler, { ...map, entries }, spot);
  bundler.written.set(built.node, text);
  return built;
}

/** The reference to a place from the one document; what lies in another file gets a name under components. */
function referTo(bundler: Bundler, element: Element, place: Place): string {
  if (place.source.isFirst) return encodeFragment(place.pointer);
  let name = bundler.names.find(element, place);
  if (name === undefined) {
    name = bundler.names.make(element, place);
    bundler.waiting.push({ element, name, place });
  }
  return encodeFragment([...sectionOf(bundler.grammar, element), name]);
}

/** Puts what a reference leads to in its place; what stands beside it is added, and wins. */
function putIn(bundler: Bundler, map: MapNode, spot: Spot, text: string, place: Place): Built {
  const key = `${spot.kind} ${keyOf(place)}`;
  if (bundler.open.has(key)) return fail(bundler, map, spot, cycleProblem(text));
  if (spot.depth >= limits.depth) return fail(bundler, map, spot, tooDeep(text));
  bundler.open.add(key);
  const target = build(bundler, place.node, { ...spot, source: place.source, depth: spot.depth + 1 });
  bundler.open.delete(key);
  if (bundler.putIn.has(key)) bundler.repeated += target.size;
  bundler.putIn.add(key);
  if (bundler.repeated > limits.repeatedNodes) return fail(bundler, map, spot, tooMuch(text));
  if (spot.depth + target.height > limits.depth) return fail(bundler, map, spot, tooDeep(text));
  if (map.entries.size === 1 || target.node.kind !== "map") return target;
  const own = buildEntries(bundler, { ...map, entries: without(map, "$ref") }, spot);
  const entries = new Map([
    ...target.node.entries,
    ...(own.node.kind === "map" ? own.node.entries : new Map<string, Entry>()),
  ]);
  return weigh({ ...map, entries }, [own, target]);
}

function buildEntries(bundler: Bundler, map: MapNode, spot: Spot): Built {
  const shared = sharedElement(spot.kind);
  const parts: Built[] = [];
  const entries = new Map<string, Entry>();
  let isSame = true;
  for (const [key, entry] of map.entries) {
    const inner: Spot = {
      source: spot.source,
      kind: kindUnder(bundler, spot.kind, key),
      depth: spot.depth + 1,
    };
    const moved = shared === undefined ? undefined : buildClaimed(bundler, shared, entry, inner);
    const part = moved?.built ?? build(bundler, entry.value, inner);
    parts.push(part);
    const isKept = part.node === entry.value && moved === undefined;
    entries.set(key, isKept ? entry : { key, value: part.node, span: moved?.place.span ?? entry.span });
    isSame &&= isKept;
  }
  return weigh(isSame ? map : { ...map, entries }, parts);
}

function kindUnder({ grammar }: Bundler, kind: Kind, key: string): Kind {
  const { keys, rest, isNamed } = shapeOf(grammar, kind);
  if (isNamed !== true && key.startsWith("x-")) return "plain";
  return (keys !== undefined && Object.hasOwn(keys, key) ? keys[key] : rest) ?? "plain";
}

// Where the contract lists what lies in another file under a name of its own, that is where it comes to stand.
function buildClaimed(bundler: Bundler, element: Element, entry: Entry, spot: Spot) {
  const place = claimedPlace(bundler, spot, entry);
  if (place === undefined || bundler.names.find(element, place) !== entry.key) return undefined;
  const built = build(bundler, place.node, { ...spot, source: place.source });
  return { built, place };
}

/** The place in another file that an entry of the components merely refers to. */
export function claimedPlace(bundler: Bundler, spot: Spot, { value }: Entry): Place | undefined {
  const text = referenceIn(value);
  if (text === undefined || value.kind !== "map" || !isBare(bundler, value)) return undefined;
  if (spot.source.isFirst && text.startsWith("#")) return undefined;
  const place = locate(bundler.locator, spot.source, text);
  if (!isPlace(place) || place.source.isFirst) return undefined;
  return checkKind(bundler.grammar, text, place, spot.kind) === undefined ? place : undefined;
}

function without(map: MapNode, key: string): ReadonlyMap<string, Entry> {
  const entries = new Map(map.entries);
  entries.delete(key);
  return entries;
}

function tooDeep(text: string): Problem {
  return {
    rule: "too-deep",
    message: `what ${quote(text)} leads to nests too deeply here`,
    mend: "give inner parts a name under components and refer to them",
  };
}

function tooMuch(text: string): Problem {
  return {
    rule: "alias-bomb",
    message: `with what ${quote(text)} leads to, the contract is blown up beyond what can be read`,
    mend: "give what is used often a name under components and refer to it",
  };
}
