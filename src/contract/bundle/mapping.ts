import type { Entry, MapNode } from "../document/node.ts";
import { type Built, weigh } from "../document/weigh.ts";
import { type Bundler, leaf, reportProblem, type Spot, withText } from "./bundler.ts";
import { checkKind, isMappedReference } from "./expected.ts";
import { isPlace, locate, type Place } from "./locate.ts";

/** A discriminator: the texts under `mapping` are names or references, and those into other files are rewritten. */
export function buildMapping(
  bundler: Bundler,
  map: MapNode,
  spot: Spot,
  referTo: (place: Place) => string,
): Built {
  const mapping = map.entries.get("mapping");
  if (mapping?.value.kind !== "map") return weigh(map, []);
  const entries = new Map<string, Entry>();
  for (const [key, entry] of mapping.value.entries) entries.set(key, rewrite(bundler, entry, spot, referTo));
  const parts = [...entries.values()].flatMap(({ value }) => (value.kind === "scalar" ? [leaf(value)] : []));
  const { value } = mapping;
  if ([...entries].every(([key, entry]) => value.entries.get(key) === entry))
    return weigh(map, [weigh(value, parts)]);
  const rewritten: MapNode = { ...value, entries };
  return weigh({ ...map, entries: new Map(map.entries).set("mapping", { ...mapping, value: rewritten }) }, [
    weigh(rewritten, parts),
  ]);
}

function rewrite(bundler: Bundler, entry: Entry, spot: Spot, referTo: (place: Place) => string): Entry {
  if (entry.value.kind !== "scalar") return entry;
  const text = referenceOf(bundler, entry.value.text, spot);
  if (text === undefined) return entry;
  const found = locate(bundler.locator, spot.source, text);
  const problem = isPlace(found) ? checkKind(bundler.grammar, text, found, "schema") : found;
  if (problem !== undefined || !isPlace(found)) {
    if (problem !== undefined) {
      bundler.problems.set(entry.value, problem);
      reportProblem(bundler, entry.span, problem);
    }
    return entry;
  }
  return { ...entry, value: withText(entry.value, referTo(found)) };
}

// A plain name is one of the contract's components; in another file, one of that file's own where it has such.
function referenceOf(bundler: Bundler, text: string, { source }: Spot): string | undefined {
  if (bundler.names.isReserved("schema", text)) return undefined;
  if (isMappedReference(text)) return source.isFirst && text.startsWith("#") ? undefined : text;
  const own = `#/components/schemas/${text}`;
  return !source.isFirst && isPlace(locate(bundler.locator, source, own)) ? own : undefined;
}
