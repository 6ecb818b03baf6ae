import type { EvidenceStep } from "#base";
import type { Drift, OtherPlace } from "./drift.ts";

/**
 * One difference for each pair of places: a type that several operations share differs once, however often it travels. The first
 * operation speaks for it, the others are named beside it.
 */
export function groupDrifts(drifts: readonly Drift[]): readonly Drift[] {
  return [...Map.groupBy(drifts, keyOf).values()].flatMap(withOthers);
}

/** The first of some differences, with the other operations that they are of, each once. */
function withOthers(group: readonly Drift[]): readonly Drift[] {
  const [first] = group;
  if (first === undefined) return [];
  const places = new Map<string, OtherPlace>();
  for (const { item, at, others = [] } of group)
    for (const place of [{ item, at }, ...others]) if (!places.has(place.item)) places.set(place.item, place);
  places.delete(first.item);
  return [places.size === 0 ? first : { ...first, others: [...places.values()] }];
}

function keyOf({ kind, aspect, promised, kept, document, source }: Drift): string {
  const places = [document, source].map((span) => span && [span.file, span.offset, span.end]);
  return JSON.stringify([kind, aspect, promised, kept, places]);
}

/** What is told of one place, with the other places of the other side that differ from it in the same way. */
export interface PlacedDrift {
  readonly drift: Drift;
  readonly elsewhere: readonly EvidenceStep[];
}

/** How many more places of the other side are told. */
const mostPlaces = 4;

/**
 * One finding for each place that is to follow: an answer that nine operations share through one dependency is mended once. Whole
 * operations stay by themselves.
 */
export function groupByPlace(
  drifts: readonly Drift[],
  direction: "source" | "document",
): readonly PlacedDrift[] {
  const groups = Map.groupBy(drifts, (drift) => placeKey(drift, direction));
  return [...groups.values()].flatMap((group): readonly PlacedDrift[] => {
    const [, ...more] = group;
    const [side, said] = direction === "source" ? ["contract", "document"] : ["source", "source"];
    const elsewhere = more.slice(0, mostPlaces).flatMap((drift): readonly EvidenceStep[] => {
      const span = said === "document" ? drift.document : drift.source;
      return span === undefined ? [] : [{ message: `${side}: ${drift.item}`, span }];
    });
    const rest = more.length - mostPlaces;
    const last = elsewhere.at(-1);
    const told =
      rest > 0 && last !== undefined
        ? [...elsewhere.slice(0, -1), { ...last, message: `${last.message} and ${rest} more` }]
        : elsewhere;
    return withOthers(group).map((drift) => ({ drift, elsewhere: told }));
  });
}

/** Kinds that speak of a whole operation or event. */
const wholes = new Set<Drift["kind"]>([
  "operation-missing",
  "operation-undocumented",
  "operation-untested",
  "event-not-emitted",
  "event-undocumented",
  "auth-missing",
  "auth-undocumented",
  "status-differs",
]);

function placeKey(
  { kind, aspect, at, item, promised, kept, document, source }: Drift,
  direction: "source" | "document",
): string {
  const own = direction === "source" ? source : document;
  if (own === undefined || wholes.has(kind)) return JSON.stringify([kind, item, at, document, source]);
  const name = /[^.]*$/.exec(at)?.[0];
  return JSON.stringify([kind, aspect, name, promised, kept, own.file, own.offset, own.end]);
}
