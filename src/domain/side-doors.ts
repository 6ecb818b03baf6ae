import type { Schema } from "#contract";

/** Operations on the rows of some collections, in the making. */
export interface CollectionGroup<Shape> {
  readonly collections: Set<string>;
  readonly shapes: Shape[];
  readonly schemas: Map<string, Schema>;
}

/** Words before a collection that say who does something there, and nothing of what the rows are. */
const doorText =
  /^(?:admin|admins|administration|backoffice|back-office|dashboard|manage|management|staff)$/i;

/**
 * Paths that lead to rows of a collection by a door of their own, `/admin/books/{id}` beside `/books`, and of which no answer
 * says that they are others: what only tells how it went, or nothing.
 */
export function joinSideDoors<Group extends CollectionGroup<unknown>>(
  groups: readonly Group[],
  absorb: (into: Group, group: Group) => void,
): readonly Group[] {
  const behind = groups.flatMap((group) => {
    if (group.schemas.size > 0) return [];
    const fronts = new Set([...group.collections].map(frontOf));
    const [front, ...others] = groups.filter(
      (other) => other !== group && [...other.collections].some((path) => fronts.has(path)),
    );
    return front && others.length === 0 ? [{ group, front }] : [];
  });
  for (const { group, front } of behind) absorb(front, group);
  return groups.filter((group) => !behind.some((each) => each.group === group));
}

function frontOf(path: string): string | undefined {
  const parts = path.split("/");
  const kept = parts.filter((part) => !doorText.test(part));
  return kept.length < parts.length && kept.length > 1 ? kept.join("/") : undefined;
}
