/**
 * Names that have another place on the wanted side than they had when they were written. None where a hand has put
 * things into another order: that is an edit too.
 */
export function movedByUs(
  current: readonly string[],
  wanted: readonly string[],
  written: readonly string[],
): ReadonlySet<string> {
  const ranks = new Map(wanted.map((name, rank) => [name, rank]));
  const known = new Set(written);
  const ours = current.filter((name) => known.has(name));
  const there = new Set(ours);
  const before = written.filter((name) => there.has(name));
  if (ours.some((name, index) => before[index] !== name)) return new Set();
  const common = ours.filter((name) => ranks.has(name));
  const staying = longestRise(common.map((name) => ranks.get(name) ?? 0));
  return new Set(common.filter((name) => !staying.has(ranks.get(name) ?? 0)));
}

/** The members of a longest rising subsequence of different numbers. */
function longestRise(numbers: readonly number[]): ReadonlySet<number> {
  const lengths: number[] = [];
  const before: number[] = [];
  numbers.forEach((number, index) => {
    let best = -1;
    for (let other = 0; other < index; other += 1)
      if ((numbers[other] ?? 0) < number && (best < 0 || (lengths[other] ?? 0) > (lengths[best] ?? 0)))
        best = other;
    before.push(best);
    lengths.push(best < 0 ? 1 : (lengths[best] ?? 0) + 1);
  });
  const rise = new Set<number>();
  let at = lengths.indexOf(Math.max(...lengths, 0));
  while (at >= 0) {
    rise.add(numbers[at] ?? 0);
    at = before[at] ?? -1;
  }
  return rise;
}
