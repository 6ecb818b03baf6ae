/** Gives names out, each once. Names that differ only in case count as one: some disks and databases see no difference. */
export interface NameBook {
  /** The first of these that is free; if none is, the first one with a number. */
  take(wanted: string, ...others: readonly string[]): string;
}

export function openNameBook(taken: Iterable<string> = []): NameBook {
  const known = new Set([...taken].map((name) => name.toLowerCase()));
  const counts = new Map<string, number>();
  const isFree = (name: string): boolean => !known.has(name.toLowerCase());
  return {
    take(wanted, ...others) {
      let name = [wanted, ...others].find(isFree);
      for (let count = counts.get(wanted) ?? 2; name === undefined; count += 1) {
        if (isFree(`${wanted}${count}`)) name = `${wanted}${count}`;
        counts.set(wanted, count + 1);
      }
      known.add(name.toLowerCase());
      return name;
    },
  };
}
