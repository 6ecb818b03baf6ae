import { singular, snakeCase, splitWords } from "#base";

const endings = ["ings", "ing", "ied", "ies", "ers", "ed", "es", "er", "e", "s", "y", "d"];

/** Reduces a word to what its forms share: favorite, favorited, favorites and favoriting have one stem. */
export function stem(word: string): string {
  const ending = endings.find((candidate) => word.endsWith(candidate) && word.length - candidate.length >= 3);
  const base = ending === undefined ? word : word.slice(0, -ending.length);
  return /([bdgklmnprt])\1$/.test(base) ? base.slice(0, -1) : base;
}

/** Whether one of a name's words has the same stem as a word of another name. */
export function sharesStem(name: string, other: string): boolean {
  const stems = new Set(splitWords(other).map(stem));
  return splitWords(name).some((word) => stems.has(stem(word)));
}

const listWords = new Set(["list", "array", "names", "values", "ids", "set"]);

/** The singular word that names one element of a list property: `tagList`, `tags` and `tagNames` give `tag`. */
export function elementName(name: string): string {
  const words = splitWords(name);
  const last = words.at(-1) ?? "";
  const kept = words.length > 1 && listWords.has(last) ? words.slice(0, -1) : words;
  return singular(kept.join("_"));
}

export function sameElement(name: string, other: string): boolean {
  return elementName(name) === elementName(other);
}

/** Whether any of the words stands in the name. */
export function hasWord(name: string, words: ReadonlySet<string>): boolean {
  return splitWords(name).some((word) => words.has(word));
}

/** Whether a text of a summary or description speaks of one of these words, in any form of them. */
export function speaksOf(text: string, words: readonly string[]): string | undefined {
  const stems = new Map(words.map((word) => [stem(word), word]));
  for (const word of splitWords(text)) {
    const found = stems.get(stem(word));
    if (found !== undefined) return word;
  }
  return undefined;
}

export function sameName(name: string, other: string): boolean {
  return snakeCase(name) === snakeCase(other);
}
