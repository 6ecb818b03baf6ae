import type { Node } from "../document/node.ts";

/** A node where it stands: what aliases share is several places. */
export interface Cursor {
  readonly node: Node;
  readonly parent?: Cursor;
  readonly key: string | number;
  readonly root: Node;
  /** Places below that were asked for: one place is one value. */
  readonly below: Map<string | number, Cursor>;
}

export function cursorAt(root: Node): Cursor {
  return { node: root, key: "", root, below: new Map() };
}

/** The place under a key or an index; undefined where there is none. */
export function childOf(cursor: Cursor, key: string | number): Cursor | undefined {
  const known = cursor.below.get(key);
  if (known !== undefined) return known;
  const { node, root } = cursor;
  const value =
    node.kind === "map" && typeof key === "string"
      ? node.entries.get(key)?.value
      : node.kind === "list" && typeof key === "number"
        ? node.items[key]
        : undefined;
  if (value === undefined) return undefined;
  const made: Cursor = { node: value, parent: cursor, key, root, below: new Map() };
  cursor.below.set(key, made);
  return made;
}

export function keysOf({ node }: Cursor): readonly (string | number)[] {
  if (node.kind === "map") return [...node.entries.keys()];
  return node.kind === "list" ? [...node.items.keys()] : [];
}

/** The keys that lead to it from the root. */
export function pathOf(cursor: Cursor): readonly (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: Cursor = cursor; at.parent !== undefined; at = at.parent) path.push(at.key);
  return path.reverse();
}
