const longest = 100;
const mostNames = 2_000;

/** What a capital costs in place of a small letter: it decides only between names that are as near otherwise. */
const capital = 0.001;

/** The name that was probably meant: few letters off, or the same but for capitals. Long names and lists are cut. */
export function nearestName(wanted: string, names: Iterable<string>): string | undefined {
  if (wanted.length > longest) return undefined;
  let best: string | undefined;
  let fewest = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  let looked = 0;
  for (const name of names) {
    looked += 1;
    if (looked > mostNames) break;
    if (Math.abs(name.length - wanted.length) >= fewest) continue;
    const steps = distance(wanted, name, fewest);
    if (steps >= fewest) continue;
    best = name;
    fewest = steps;
  }
  return best;
}

/** How many letters must be put in, taken out, changed or swapped with their neighbour; at the most `enough`. */
function distance(one: string, other: string, enough: number): number {
  const [left, right] = [smallLetters(one), smallLetters(other)];
  let before: readonly number[] = [];
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1];
      const change = isSame ? (one[row - 1] === other[column - 1] ? 0 : capital) : 1;
      const [drop, add] = [(previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1];
      let steps = Math.min(drop, add, (previous[column - 1] ?? 0) + change);
      if (!isSame && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1])
        steps = Math.min(steps, (before[column - 2] ?? 0) + 1);
      current.push(steps);
      least = Math.min(least, steps);
    }
    if (least >= enough) return enough;
    before = previous;
    previous = current;
  }
  return previous[other.length] ?? 0;
}

/** Letter by letter: as a whole, some texts grow when they are made small. */
function smallLetters(text: string): readonly string[] {
  return text.split("").map((letter) => letter.toLowerCase());
}
