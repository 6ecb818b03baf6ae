import type { Operation } from "#contract";
import type { Matched } from "#drift";
import type { RouteFact } from "#facts";

/**
 * Operations that no described route answers, without those that another one may: a view that says nothing of what it takes and gives,
 * or patterns of a package of which the source shows only where they hang. Whether those are kept is not known.
 */
export function withoutAnswered(matched: Matched, routes: readonly RouteFact[]): Matched {
  if (matched.missing.length === 0) return matched;
  const others = routes
    .filter(({ operation, opaque }) => opaque || operation === undefined)
    .map((route) => ({ route, segments: segmentsOf(route.path) }));
  const mayAnswer = ({ method, path }: Operation): boolean => {
    const asked = segmentsOf(`${matched.prefix}${path}`);
    return others.some(({ route, segments }) =>
      route.opaque ? hangsBelow(route, segments, asked) : isSame(segments, asked) && answers(route, method),
    );
  };
  return { ...matched, missing: matched.missing.filter((operation) => !mayAnswer(operation)) };
}

function segmentsOf(path: string): readonly string[] {
  return path.split("/").filter((segment) => segment !== "");
}

/** A package that hangs at the root answers paths of its own; patterns of the project that are not understood may be any. */
function hangsBelow({ handler }: RouteFact, segments: readonly string[], asked: readonly string[]): boolean {
  if (segments.length === 0) return handler.includes(":");
  return segments.length <= asked.length && isSame(segments, asked.slice(0, segments.length));
}

function isSame(segments: readonly string[], asked: readonly string[]): boolean {
  return (
    segments.length === asked.length &&
    segments.every((segment, index) => {
      const other = asked[index] ?? "";
      return segment === other || segment.includes("{") || other.includes("{");
    })
  );
}

function answers({ method }: RouteFact, asked: string): boolean {
  return method === "ANY" || method === asked.toUpperCase();
}
