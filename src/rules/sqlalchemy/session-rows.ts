import type { LoadTree, Query, RelationRead } from "#facts";
import { flowEvents, modelIndex } from "../flow-events.ts";
import { once, type RuleInput } from "../rule.ts";
import { eager, type UnloadedRelation } from "./unloaded-reads.ts";

/**
 * Whether the session may hold the row at the end of a relation already, because something that it was asked on the way brings rows of
 * that model: `lazy="raise_on_sql"` finds it by its key then, and raises nothing.
 * https://docs.sqlalchemy.org/en/20/orm/queryguide/relationships.html#preventing-unwanted-lazy-loads-using-raiseload
 */
export function mayBeHeld(input: RuleInput, { relation }: UnloadedRelation, read: RelationRead): boolean {
  if (relation.loading !== "raise_on_sql" || relation.many || relation.to === undefined) return false;
  const { to } = relation;
  const queries = [read.query, ...(queriesByRoot(input).get(read.root) ?? [])];
  return queries.some((query) => modelsBrought(input, query).has(to));
}

/** The queries whose rows are seen below one function, each once. */
const queriesByRoot: (input: RuleInput) => ReadonlyMap<string, readonly Query[]> = once((input) => {
  const found = new Map<string, Map<string, Query>>();
  for (const event of flowEvents(input)) {
    if (event.kind !== "run" && event.kind !== "read") continue;
    const queries = found.get(event.root) ?? new Map<string, Query>();
    found.set(event.root, queries.set(event.query.id, event.query));
  }
  return new Map([...found].map(([root, queries]) => [root, [...queries.values()]]));
});

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
