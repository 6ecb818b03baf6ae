import { singular, snakeCase } from "#base";
import type { Place } from "./places.ts";

/**
 * Paths of one collection that differ in number alone: `/author/{id}` with `/authors`, `/cafe/{id}/tables` with `/cafes/{id}`.
 * The one in which rows are selected is the collection; a path in which rows are selected too stays by itself.
 */
export function joinNumbers(places: readonly Place[]): ReadonlyMap<string, string> {
  const items = new Set(places.flatMap(({ kind, collection }) => (kind === "item" ? [collection] : [])));
  const byNumber = Map.groupBy(items, singularPath);
  const others = places.flatMap(({ kind, collection, above }) => [
    ...(kind === "literal" ? [collection] : []),
    ...(above ? [above.collection] : []),
  ]);
  return new Map(
    others.flatMap((path) => {
      const [only, ...more] = items.has(path) ? [] : (byNumber.get(singularPath(path)) ?? []);
      return only !== undefined && more.length === 0 ? [[path, only] as const] : [];
    }),
  );
}

function singularPath(path: string): string {
  const cut = path.lastIndexOf("/") + 1;
  const last = path.slice(cut);
  return last.startsWith("{") ? path : `${path.slice(0, cut)}${singular(snakeCase(last))}`;
}

/** A place whose collection, or the one above it, is called as the whole is. */
export function inOneCollection(place: Place, joined: ReadonlyMap<string, string>): Place {
  if (joined.size === 0) return place;
  const { above } = place;
  return {
    ...place,
    collection: rename(place.collection, joined),
    ...(above && { above: { ...above, collection: rename(above.collection, joined) } }),
  };
}

function rename(path: string, joined: ReadonlyMap<string, string>): string {
  const whole = joined.get(path);
  if (whole !== undefined) return whole;
  const cut = path.lastIndexOf("/");
  return cut <= 0 ? path : `${rename(path.slice(0, cut), joined)}${path.slice(cut)}`;
}
