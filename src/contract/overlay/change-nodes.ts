import { type Entry, isNull, type ListNode, type MapNode, type Node } from "../document/node.ts";
import { type Budget, spend } from "./budget.ts";
import { type Cursor, pathOf } from "./cursor.ts";

/** What is done at each place: it is taken away, or something is merged into it. */
export type Change = { readonly kind: "remove" } | { readonly kind: "merge"; readonly value: Node };

/** Nodes that were made here and stand at one place alone: those may grow where they are, and are not copied each time. */
export type Owned = WeakSet<Node>;

export interface Changed {
  readonly root: Node;
  /** Places where it could not be done, for what stands there is of another kind. */
  readonly unfit: readonly Cursor[];
}

interface Branch {
  readonly below: Map<string | number, Branch>;
  place?: Cursor;
}

interface Work {
  readonly change: Change;
  readonly budget: Budget;
  readonly owned: Owned;
  readonly unfit: Cursor[];
}

/** The tree with a change at each of some places. What is not owned stays as it is for whoever else holds it. */
export function changeNodes(
  root: Node,
  places: readonly Cursor[],
  { change, budget, owned }: Omit<Work, "unfit">,
): Changed {
  const trunk: Branch = { below: new Map() };
  for (const place of places) {
    let at = trunk;
    for (const key of pathOf(place)) {
      const next = at.below.get(key) ?? { below: new Map() };
      at.below.set(key, next);
      at = next;
    }
    at.place = place;
  }
  const unfit: Cursor[] = [];
  return { root: grow({ change, budget, owned, unfit }, root, trunk), unfit };
}

function grow(work: Work, node: Node, branch: Branch): Node {
  const inner = branch.below.size === 0 ? node : growBelow(work, node, branch);
  if (branch.place === undefined || work.change.kind !== "merge") return inner;
  const merged = mergeInto(work, inner, work.change.value);
  if (merged === undefined) work.unfit.push(branch.place);
  return merged ?? inner;
}

function growBelow(work: Work, node: Node, { below }: Branch): Node {
  const isGone = (branch: Branch | undefined): boolean =>
    work.change.kind === "remove" && branch?.place !== undefined;
  if (node.kind === "list") {
    spend(work.budget, node.items.length);
    const items = node.items.flatMap((item, index) => {
      const branch = below.get(index);
      if (branch === undefined) return [item];
      return isGone(branch) ? [] : [grow(work, item, branch)];
    });
    return owning(work, { ...node, items });
  }
  if (node.kind !== "map") return node;
  const [grown, entries] = openMap(work, node);
  for (const [key, branch] of below) {
    const entry = typeof key === "string" ? entries.get(key) : undefined;
    if (entry === undefined) continue;
    if (isGone(branch)) entries.delete(entry.key);
    else entries.set(entry.key, { ...entry, value: grow(work, entry.value, branch) });
  }
  return grown;
}

/** A map that may grow, with its entries. */
function openMap(work: Work, map: MapNode): readonly [MapNode, Map<string, Entry>] {
  if (work.owned.has(map)) return [map, map.entries as Map<string, Entry>];
  spend(work.budget, map.entries.size);
  const entries = new Map(map.entries);
  return [owning(work, { ...map, entries }), entries];
}

function owning<T extends Node>({ owned }: Work, node: T): T {
  owned.add(node);
  return node;
}

/** At a place itself, a list takes another thing in, a map takes a map, and a single value gives way to another. */
function mergeInto(work: Work, base: Node, update: Node): Node | undefined {
  if (base.kind === "list") return join(work, base, update.kind === "list" ? update.items : [update]);
  if (base.kind === "map") return update.kind === "map" ? mergeMaps(work, base, update) : undefined;
  return update.kind === "scalar" || isNull(base) ? update : undefined;
}

function join(work: Work, base: ListNode, added: readonly Node[]): ListNode {
  spend(work.budget, added.length);
  if (work.owned.has(base)) {
    for (const item of added) (base.items as Node[]).push(item);
    return base;
  }
  spend(work.budget, base.items.length);
  return owning(work, { ...base, items: [...base.items, ...added] });
}

/** Below it, maps are merged, lists are joined, and all else is replaced. */
function mergeMaps(work: Work, base: MapNode, update: MapNode): MapNode {
  const [grown, entries] = openMap(work, base);
  spend(work.budget, update.entries.size);
  for (const [key, entry] of update.entries) {
    const known = entries.get(key);
    entries.set(key, known === undefined ? entry : mergeEntries(work, known, entry));
  }
  return grown;
}

function mergeEntries(work: Work, known: Entry, entry: Entry): Entry {
  const [base, update] = [known.value, entry.value];
  if (base.kind === "map" && update.kind === "map") return { ...known, value: mergeMaps(work, base, update) };
  if (base.kind === "list" && update.kind === "list")
    return { ...known, value: join(work, base, update.items) };
  return entry;
}
