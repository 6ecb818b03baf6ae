/** What each file leads to. */
export type Ways = ReadonlyMap<string, readonly { readonly to: string }[]>;

/** Files that all lead to one another: Tarjan's strongly connected components, without recursion. */
export function knotsOf(graph: Ways): readonly ReadonlySet<string>[] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const knots: Set<string>[] = [];
  for (const root of graph.keys()) {
    if (order.has(root)) continue;
    const way: { readonly path: string; next: number }[] = [];
    const enter = (path: string): void => {
      order.set(path, order.size);
      lowest.set(path, order.size - 1);
      open.push(path);
      isOpen.add(path);
      way.push({ path, next: 0 });
    };
    const lower = (path: string, value: number): void =>
      void lowest.set(path, Math.min(lowest.get(path) ?? value, value));
    enter(root);
    for (let at = way.at(-1); at !== undefined; at = way.at(-1)) {
      const to = graph.get(at.path)?.[at.next]?.to;
      at.next += 1;
      if (to !== undefined) {
        if (!order.has(to)) enter(to);
        else if (isOpen.has(to)) lower(at.path, order.get(to) ?? 0);
        continue;
      }
      way.pop();
      const above = way.at(-1);
      if (above !== undefined) lower(above.path, lowest.get(at.path) ?? 0);
      if (lowest.get(at.path) !== order.get(at.path)) continue;
      const knot = new Set(open.splice(open.lastIndexOf(at.path)));
      for (const path of knot) isOpen.delete(path);
      if (knot.size > 1) knots.push(knot);
    }
  }
  return knots;
}
