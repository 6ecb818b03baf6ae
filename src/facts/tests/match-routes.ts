import { type RouteFact, unknownStart } from "../route.ts";
import type { Address } from "./address.ts";

/** Finds the routes that requests reach. */
export interface RouteMatcher {
  readonly byPath: (method: string, path: string) => readonly RouteFact[];
  readonly byName: (method: string, address: Address) => readonly RouteFact[];
  readonly byHandler: (handler: string) => readonly RouteFact[];
}

interface Candidate {
  readonly route: RouteFact;
  readonly segments: readonly string[];
}

export function openMatcher(all: readonly RouteFact[]): RouteMatcher {
  const routes = all.filter(({ opaque }) => !opaque);
  const byLength = groupBy(routes.filter(({ partial }) => !partial).flatMap(candidatesOf), ({ segments }) =>
    String(segments.length),
  );
  const tails = routes
    .filter(({ partial }) => partial)
    .map((route) => ({ route, segments: tailOf(route.path) }));
  const named = groupBy(
    routes.filter(({ name }) => name !== undefined),
    ({ name }) => name ?? "",
  );
  const handled = groupBy(routes, ({ handler }) => handler);
  const ofFunction = groupBy(
    routes.filter(({ name }) => name === undefined),
    ({ handler }) => handler.slice(handler.lastIndexOf(":") + 1),
  );
  const known = new Map<string, readonly RouteFact[]>();
  return {
    byPath: (method, path) => {
      const key = `${method} ${path}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      const whole = findByPath(byLength, method, path);
      const found = whole.length > 0 ? whole : findByTail(tails, method, path);
      known.set(key, found);
      return found;
    },
    byName: (method, { name = "", text }) => {
      const found = named.get(name) ?? ofFunction.get(name) ?? [];
      const after = text.replace(/[?#].*$/s, "");
      if (after === "" || after === "{}") return found.filter((route) => isAnswered(route, method));
      return found.flatMap(({ path }) => findByPath(byLength, method, path + after));
    },
    byHandler: (handler) => handled.get(handler) ?? [],
  };
}

/** A route by its path, and by what is left of it for a client of the application alone that another mounts. */
function candidatesOf(route: RouteFact): readonly Candidate[] {
  const whole = { route, segments: segmentsOf(route.path) };
  const { mount } = route;
  return mount === undefined
    ? [whole]
    : [whole, { route, segments: segmentsOf(route.path.slice(mount.length)) }];
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function isAnswered({ method }: RouteFact, asked: string): boolean {
  return method === asked || method === "ANY" || asked === "ANY" || (asked === "HEAD" && method === "GET");
}

/** Without the slashes around it: whether one stands at the end, a redirect settles. */
function segmentsOf(path: string): readonly string[] {
  return path.replace(/^\/+|\/+$/g, "").split("/");
}

/** The routes that fit best: text against the same text first, then against a parameter, then what is unknown against text. */
function findByPath(
  byLength: ReadonlyMap<string, readonly Candidate[]>,
  method: string,
  path: string,
): readonly RouteFact[] {
  const isBelowUnknown = path.startsWith("{}/");
  const segments = segmentsOf(isBelowUnknown ? path.slice(2) : path);
  const fits = (byLength.get(String(segments.length)) ?? []).flatMap((candidate) => {
    const cost = costOf(segments, candidate.segments);
    return cost === undefined || !isAnswered(candidate.route, method) ? [] : [{ ...candidate, cost }];
  });
  const least = Math.min(...fits.map(({ cost }) => cost));
  const best = [...new Set(fits.filter(({ cost }) => cost === least).map(({ route }) => route))];
  if (best.length > 0 || (!isBelowUnknown && isDeclared(byLength, segments))) return best;
  // What stands before is not known, or said by the client: any route that ends like this.
  const ends = [...byLength.values()].flat().filter((candidate) => {
    const tail = candidate.segments.slice(-segments.length);
    const isNamed = segments.some((segment, index) => segment !== "" && segment === tail[index]);
    return isNamed && candidate.segments.length > segments.length && (costOf(segments, tail) ?? 3) < 3;
  });
  return [...new Set(ends.map(({ route }) => route))].filter((route) => isAnswered(route, method));
}

/** What is known of a path of which the beginning is not. */
function tailOf(path: string): readonly string[] {
  return segmentsOf(path.slice(unknownStart.length));
}

/** The routes whose known end fits the end of a path: those of which the most is known, and of these what fits best. */
function findByTail(tails: readonly Candidate[], method: string, path: string): readonly RouteFact[] {
  const asked = segmentsOf(path);
  const fits = tails.flatMap(({ route, segments }) => {
    const end = asked.slice(-segments.length);
    const isNamed = segments.some((segment, index) => segment !== "" && segment === end[index]);
    const cost = end.length < segments.length ? undefined : costOf(end, segments);
    if (!isNamed || cost === undefined || cost >= 3 || !isAnswered(route, method)) return [];
    return [{ route, rank: cost - segments.length * 100 }];
  });
  const best = Math.min(...fits.map(({ rank }) => rank));
  return fits.filter(({ rank }) => rank === best).map(({ route }) => route);
}

/** Whether a route has the path, whatever its method is; and the root of an application ends all of them. */
function isDeclared(
  byLength: ReadonlyMap<string, readonly Candidate[]>,
  segments: readonly string[],
): boolean {
  if (segments.every((segment) => segment === "" || segment === "{}")) return true;
  const candidates = byLength.get(String(segments.length)) ?? [];
  return candidates.some((candidate) => costOf(segments, candidate.segments) !== undefined);
}

/** How far a path is from a route, segment by segment; undefined where it is another. */
function costOf(asked: readonly string[], declared: readonly string[]): number | undefined {
  let cost = 0;
  for (const [index, segment] of asked.entries()) {
    const own = declared[index];
    if (own === undefined) return undefined;
    if (segment === own) continue;
    if (own.includes("{")) {
      if (!segment.includes("{}") && !patternOf(own).test(segment)) return undefined;
      cost += own.startsWith("{") && own.endsWith("}") ? 1 : 0.5;
    } else if (segment.includes("{}") && fillable(segment, own)) cost += 3;
    else return undefined;
  }
  return cost;
}

const patterns = new Map<string, RegExp>();

/** A segment of a route as a pattern, its parameters as anything. */
function patternOf(segment: string): RegExp {
  const before = patterns.get(segment);
  if (before !== undefined) return before;
  const parts = segment.split(/\{[^{}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`^${parts.join("[^/]*?")}$`);
  patterns.set(segment, pattern);
  return pattern;
}

/** Whether a text may be the other one once what is unknown in it is filled in. */
function fillable(segment: string, own: string): boolean {
  const [start = "", ...others] = segment.split("{}");
  const end = others.at(-1) ?? "";
  return own.length >= start.length + end.length && own.startsWith(start) && own.endsWith(end);
}
