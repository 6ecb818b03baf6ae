import type { EvidenceStep, Span } from "#base";

/** One of several ways in which a thing is said, and where. */
export interface Way<T> {
  readonly way: string;
  readonly places: readonly T[];
}

/** Groups by the way in which each says it, the most frequent first; of equals the one that was met first. */
export function waysOf<T>(places: readonly T[], wayOf: (place: T) => string): readonly Way<T>[] {
  const ways = new Map<string, T[]>();
  for (const place of places) {
    const way = wayOf(place);
    const known = ways.get(way);
    if (known === undefined) ways.set(way, [place]);
    else known.push(place);
  }
  return [...ways]
    .map(([way, its]) => ({ way, places: its }))
    .toSorted((one, other) => other.places.length - one.places.length);
}

/** Places that are shown of each way. */
const most = 3;

/** The ways with a few places of each, as the path of a finding. */
export function stepsOf<T extends { readonly span: Span }>(
  ways: readonly Way<T>[],
  tell: (place: T, way: string) => string,
): readonly EvidenceStep[] {
  return ways.flatMap(({ way, places }) =>
    places.slice(0, most).map((place, index) => {
      const left = places.length - most;
      const more = index === most - 1 && left > 0 ? `, and at ${left} more` : "";
      return { message: `${tell(place, way)}${more}`, span: place.span };
    }),
  );
}
