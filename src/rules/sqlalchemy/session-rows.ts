import type { LoadTree, Query, RelationRead, RowsAsked } from "#facts";
import { flowEvents, modelIndex } from "../flow-events.ts";
import { once, type RuleInput } from "../rule.ts";
import { eager, type UnloadedRelation } from "./unloaded-reads.ts";

/**
 * Whether the session may hold the row at the end of a relation already, because something that it was asked on the way brings rows of
 * that model: it finds that row by its key then, and asks for nothing.
 * https://docs.sqlalchemy.org/en/21/orm/session_basics.html#is-the-session-a-cache
 */
export function mayBeHeld(input: RuleInput, { relation }: UnloadedRelation, read: RelationRead): boolean {
  if (relation.many || relation.to === undefined) return false;
  const { to } = relation;
  if (modelsBrought(input, read.query).has(to)) return true;
  return (askedByRoot(input).get(read.root) ?? []).some(
    ({ queries, handed }) =>
      handed.includes(to) || queries.some((query) => modelsBrought(input, query).has(to)),
  );
}

/** What was asked for below each function that was followed from its own beginning. */
const askedByRoot: (input: RuleInput) => ReadonlyMap<string, readonly RowsAsked[]> = once((input) =>
  Map.groupBy(
    flowEvents(input).filter((event) => event.kind === "asked"),
    ({ root }) => root,
  ),
);

/** The models of a family: its parents and all that descend from it, whose rows come with its own. */
const families: (input: RuleInput) => ReadonlyMap<string, readonly string[]> = once(({ facts }) => {
  const found = new Map<string, string[]>();
  const join = (one: string, other: string): void => {
    found.set(one, [...(found.get(one) ?? []), other]);
  };
  for (const { id, parents } of facts.models)
    for (const parent of parents) {
      join(id, parent);
      join(parent, id);
    }
  return found;
});

/** The models whose rows a query brings: its own, what it is told to load, and what they load by themselves. */
function modelsBrought(input: RuleInput, { model, loads }: Query): ReadonlySet<string> {
  const models = modelIndex(input);
  const found = new Set<string>();
  const visit = (id: string, tree: LoadTree | undefined): void => {
    const isNew = !found.has(id);
    found.add(id);
    if (!isNew && (tree === undefined || tree.size === 0)) return;
    for (const each of [id, ...(families(input).get(id) ?? [])]) {
      found.add(each);
      for (const [name, { to, loading }] of models.relations(each)) {
        const below = tree?.get(name);
        if (to !== undefined && (below !== undefined || eager.test(loading ?? ""))) visit(to, below);
      }
    }
  };
  visit(model, loads);
  return found;
}
