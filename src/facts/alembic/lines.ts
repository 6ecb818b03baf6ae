import { parentsFirst } from "../parents-first.ts";
import type { Revision } from "./revision.ts";

/** Revisions in an order in which they can be applied, and those that nothing comes after. */
export interface RevisionLines {
  readonly ordered: readonly Revision[];
  readonly heads: ReadonlySet<Revision>;
}

export function linkRevisions(revisions: readonly Revision[]): RevisionLines {
  const byId = new Map<string, Revision[]>();
  for (const revision of revisions) byId.set(revision.id, [...(byId.get(revision.id) ?? []), revision]);
  const followed = new Set(revisions.flatMap(({ down }) => down));
  return {
    ordered: parentsFirst(revisions, ({ down }) => down.flatMap((id) => byId.get(id) ?? [])),
    heads: new Set(revisions.filter(({ id }) => !followed.has(id))),
  };
}
