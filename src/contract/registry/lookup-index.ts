import { singular, splitWords } from "#base";
import type { LookupIndex, Registry, RegistryItem, WordPlaces } from "./entry.ts";

/** Words of a text, each in singular. */
export function wordsOf(text: string): readonly string[] {
  return splitWords(text).map(singular);
}

/** By what the things of a registry are looked up: as it was kept, or made of all of them. */
export function lookupOf(registry: Registry): LookupIndex {
  return registry.lookup?.(registry) ?? makeLookup(registry);
}

export function makeLookup({ items, documents }: Registry): LookupIndex {
  const fields = new Map<string, number[]>();
  for (const [number, { fields: own }] of documents.entries())
    for (const { field } of own) {
      const known = fields.get(field);
      if (known === undefined) fields.set(field, [number]);
      else if (known.at(-1) !== number) known.push(number);
    }
  return { words: placesByWord(items), fields };
}

function placesByWord(items: readonly RegistryItem[]): ReadonlyMap<string, WordPlaces> {
  const places = new Map<string, { readonly called: number[]; readonly told: number[] }>();
  const placesOf = (word: string) => {
    const known = places.get(word) ?? { called: [], told: [] };
    places.set(word, known);
    return known;
  };
  for (const [row, { name, id, summary }] of items.entries()) {
    const called = new Set(wordsOf(`${name} ${id}`));
    for (const word of called) placesOf(word).called.push(row);
    for (const word of new Set(wordsOf(summary))) if (!called.has(word)) placesOf(word).told.push(row);
  }
  return places;
}
