const longest = 80;
const mostNames = 2_000;

/** The name that was probably meant: few letters off, or the same but for capitals. */
export function nearest(wanted: string, names: readonly string[]): string | undefined {
  if (wanted.length > longest) return undefined;
  const allowed = Math.max(1, Math.floor(wanted.length / 3));
  const measured = names
    .slice(0, mostNames)
    .filter((name) => Math.abs(name.length - wanted.length) <= allowed)
    .map((name) => [distance(wanted.toLowerCase(), name.toLowerCase()), name] as const)
    .filter(([steps]) => steps <= allowed)
    .sort(([one], [other]) => one - other);
  return measured[0]?.[1];
}

/** How many letters must be put in, taken out, changed or swapped with their neighbour. */
function distance(one: string, other: string): number {
  let before: readonly number[] = [];
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      current.push(
        Math.min(
          (previous[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (previous[column - 1] ?? 0) + (same ? 0 : 1),
          row > 1 && column > 1 && swapped ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = previous;
    previous = current;
  }
  return previous[other.length] ?? 0;
}
