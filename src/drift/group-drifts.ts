import type { Drift } from "./drift.ts";

/**
 * One difference for each pair of places: a type that several operations share differs once, however often it travels. The first
 * operation speaks for it, the others are named beside it.
 */
export function groupDrifts(drifts: readonly Drift[]): readonly Drift[] {
  const groups = new Map<string, { readonly first: Drift; readonly items: Set<string> }>();
  for (const drift of drifts) {
    const key = keyOf(drift);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: drift, items: new Set([drift.item]) });
    else group.items.add(drift.item);
  }
  return [...groups.values()].map(({ first, items }) => {
    const others = [...items].filter((item) => item !== first.item);
    return others.length === 0 ? first : { ...first, others };
  });
}

function keyOf({ kind, aspect, promised, kept, document, source }: Drift): string {
  const places = [document, source].map((span) => span && [span.file, span.offset, span.end]);
  return JSON.stringify([kind, aspect, promised, kept, places]);
}
