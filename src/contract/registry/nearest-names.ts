import { nearestName } from "#base";

/** Names that are compared letter by letter; of more, those that have the most letters in common. */
const mostCompared = 1_000;

/** A question that is longer names nothing. */
const longest = 100;

/** Names that were probably meant, the nearest first, from a list of any length: each is only glanced at. */
export function nearestNames(wanted: string, names: Iterable<string>, most: number): readonly string[] {
  if (wanted.length > longest) return [];
  const counts = countLetters(wanted);
  const furthest = Math.max(1, Math.floor(wanted.length / 3));
  const glanced: { readonly name: string; readonly off: number }[] = [];
  for (const name of new Set(names)) {
    if (Math.abs(name.length - wanted.length) > furthest) continue;
    const off = lettersOff(counts, wanted.length, name);
    if (off <= furthest) glanced.push({ name, off });
  }
  const compared = glanced.toSorted((one, other) => one.off - other.off).slice(0, mostCompared);
  const left = new Set(compared.map(({ name }) => name));
  const nearest: string[] = [];
  while (nearest.length < most) {
    const name = nearestName(wanted, left);
    if (name === undefined) break;
    nearest.push(name);
    left.delete(name);
  }
  return nearest;
}

function countLetters(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const letter of text.toLowerCase()) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return counts;
}

/** Letters that one has and the other has not, whatever their order: no name is nearer than that. */
function lettersOff(counts: ReadonlyMap<string, number>, length: number, name: string): number {
  const left = new Map(counts);
  let common = 0;
  for (const letter of name.toLowerCase()) {
    const more = left.get(letter) ?? 0;
    if (more === 0) continue;
    left.set(letter, more - 1);
    common += 1;
  }
  return Math.max(length, name.length) - common;
}
