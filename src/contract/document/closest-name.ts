/** The name among `names` that was probably meant, or `undefined`. Bounded: long names and long lists are cut. */
export function closestName(wanted: string, names: Iterable<string>): string | undefined {
  if (wanted.length > 100) return undefined;
  const allowed = Math.max(1, Math.floor(wanted.length / 3));
  let best: string | undefined;
  let bestDistance = allowed + 1;
  let looked = 0;
  for (const name of names) {
    looked += 1;
    if (looked > 2_000) break;
    if (Math.abs(name.length - wanted.length) >= bestDistance) continue;
    const isSameButCase = name.toLowerCase() === wanted.toLowerCase();
    const distance = isSameButCase ? 0 : editDistance(wanted, name);
    if (distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const change = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      const drop = (previous[column] ?? 0) + 1;
      current.push(Math.min(change, drop, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
