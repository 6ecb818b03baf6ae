/** What hangs together so that everything comes after what it follows, otherwise in the order given; circles end. */
export function parentsFirst<Item>(
  items: readonly Item[],
  parentsOf: (item: Item) => Iterable<Item>,
): readonly Item[] {
  const done = new Set<Item>();
  const entered = new Set<Item>();
  for (const start of items) {
    const stack = [start];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const open = entered.has(top) ? [] : [...parentsOf(top)].filter((parent) => !entered.has(parent));
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
