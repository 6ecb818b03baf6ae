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
    ordered: order(revisions, (id) => byId.get(id) ?? []),
    heads: new Set(revisions.filter(({ id }) => !followed.has(id))),
  };
}

function order(
  revisions: readonly Revision[],
  byId: (id: string) => readonly Revision[],
): readonly Revision[] {
  const done = new Set<Revision>();
  const entered = new Set<Revision>();
  for (const start of revisions) {
    const stack = [start];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const open = entered.has(top) ? [] : top.down.flatMap(byId).filter((each) => !entered.has(each));
      entered.add(top);
      if (open.length > 0) stack.push(...open);
      else {
        done.add(top);
        stack.pop();
      }
    }
  }
  return [...done];
}
