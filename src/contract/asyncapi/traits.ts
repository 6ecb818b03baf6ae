import { limits } from "../document/limits.ts";
import { type Entry, isNull, type MapNode, type Node, valueAt } from "../document/node.ts";
import { report } from "../openapi/reader.ts";
import { follow, type Section } from "../openapi/references.ts";
import { listAt } from "../openapi/shape.ts";
import type { ApiReader } from "./api-reader.ts";
import { findPlace } from "./places.ts";

/** Parts that are maps on both sides, and may stand behind a reference. */
const sections: Readonly<Record<string, Section>> = { headers: "schemas", correlationId: "correlationIds" };

/**
 * An element with its traits, each merged into what came before as RFC 7396 merges. In 3 the element's own words win
 * in the end; in 2 the traits do.
 */
export function mergeTraits(
  api: ApiReader,
  map: MapNode,
  section: "messageTraits" | "operationTraits",
): MapNode {
  const { reader } = api;
  if (valueAt(map, "traits") === undefined) return map;
  const traits = (listAt(reader, map, "traits")?.items ?? []).flatMap((item) => {
    const place = findPlace(reader, item, item.span, section, "a trait");
    return place === undefined ? [] : [place.map];
  });
  const layers = api.major === 2 ? [map, ...traits] : [...traits, map];
  const [first = map, ...others] = layers;
  const merged = others.reduce((base, patch) => mergePatch(api, base, patch, sections), first);
  if (api.merged > limits.repeatedNodes) {
    reportTooMuch(api, map);
    return map;
  }
  return { ...merged, span: map.span };
}

function mergePatch(
  api: ApiReader,
  base: MapNode,
  patch: MapNode,
  inner: Readonly<Record<string, Section>>,
): MapNode {
  api.merged += base.entries.size + patch.entries.size;
  if (api.merged > limits.repeatedNodes) return base;
  const entries = new Map(base.entries);
  for (const entry of patch.entries.values()) {
    const known = entries.get(entry.key);
    if (isNull(entry.value)) entries.delete(entry.key);
    else entries.set(entry.key, known === undefined ? entry : mergeEntry(api, known, entry, inner));
  }
  return { ...patch, entries };
}

function mergeEntry(
  api: ApiReader,
  known: Entry,
  entry: Entry,
  inner: Readonly<Record<string, Section>>,
): Entry {
  const section = Object.hasOwn(inner, entry.key) ? inner[entry.key] : undefined;
  const base = behind(api, known.value, section);
  const patch = behind(api, entry.value, section);
  if (base?.kind !== "map" || patch?.kind !== "map" || base === patch) return entry;
  // The merged map is read once more with all that is in it.
  api.merged += sizeOf(api, base) + sizeOf(api, patch);
  return { ...entry, value: mergePatch(api, base, patch, {}) };
}

function sizeOf(api: ApiReader, node: Node): number {
  if (node.kind === "scalar") return 1;
  let size = api.sizes.get(node);
  if (size === undefined) {
    const parts = node.kind === "list" ? node.items : [...node.entries.values()].map(({ value }) => value);
    size = parts.reduce((sum, part) => sum + sizeOf(api, part), 1);
    api.sizes.set(node, size);
  }
  return size;
}

// Below the parts that are named above a reference is no map: whichever comes later wins as a whole.
function behind(api: ApiReader, node: Node, section: Section | undefined): Node | undefined {
  if (node.kind !== "map" || !node.entries.has("$ref")) return node;
  return section === undefined ? undefined : follow(api.reader, node, section);
}

function reportTooMuch(api: ApiReader, map: MapNode): void {
  report(api.reader, map.span, {
    rule: "too-large",
    message:
      "with their traits, the messages become too large to be read: what traits say is left out from here",
    mend: "let headers that are shared be a schema, and refer to it",
  });
}
