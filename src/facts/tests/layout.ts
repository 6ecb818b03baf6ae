import type { Expression, FunctionDefinition } from "#python";

/** Where the nodes of a function stand. */
export interface Layout {
  readonly parents: ReadonlyMap<object, object>;
  readonly names: ReadonlyMap<
    string,
    readonly { readonly node: Expression & { readonly kind: "name" }; readonly isBound: boolean }[]
  >;
}

const layouts = new WeakMap<FunctionDefinition, Layout>();

/** What each node of a function stands in, and where its names are, in the order of the text. */
export function layoutOf(node: FunctionDefinition): Layout {
  const known = layouts.get(node);
  if (known !== undefined) return known;
  const parents = new Map<object, object>();
  const names = new Map<
    string,
    { readonly node: Expression & { readonly kind: "name" }; readonly isBound: boolean }[]
  >();
  const waiting: { readonly part: unknown; readonly of: object; readonly key: string }[] = node.body.map(
    (part) => ({ part, of: node, key: "body" }),
  );
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { part, of, key } = next;
    if (typeof part !== "object" || part === null) continue;
    // An argument is no expression: what is handed over stands in the call.
    const isNode = "kind" in part && part.kind !== "argument";
    if (isNode) parents.set(part, of);
    if (isNode && (part as Expression).kind === "name") {
      const name = part as Expression & { readonly kind: "name" };
      const all = names.get(name.id) ?? [];
      names.set(name.id, all);
      all.push({ node: name, isBound: key === "targets" || key === "target" });
    }
    for (const [inner, value] of Object.entries(part)) {
      const list = Array.isArray(value) ? value : [value];
      for (const each of list)
        waiting.push({ part: each, of: isNode ? part : of, key: isNode ? inner : key });
    }
  }
  for (const all of names.values()) all.sort((one, other) => one.node.start - other.node.start);
  const layout: Layout = { parents, names };
  layouts.set(node, layout);
  return layout;
}
