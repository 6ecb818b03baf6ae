import { remember, singular, snakeCase, splitWords } from "#base";

const listWords = new Set(["list", "array", "names", "values", "ids", "set"]);

// What a form adds to the word, where enough of the word is left to tell it by.
const ending = /(?<=.{3})(?:ings?|ied|ies|ers?|ed|es|(?<!s)s|(?<![aeiou])y|e)$/;

/** Reduces a word to what its forms share: like, liked, likes and liking have one stem. */
export function stem(word: string): string {
  const base = word.replace(ending, "");
  return /([bdgklmnprt])\1$/.test(base) && base !== word ? base.slice(0, -1) : base;
}

/** Verbs by forms of them that no ending makes. */
export const irregularForms: ReadonlyMap<string, string> = new Map([
  ["paid", "pay"],
  ["sent", "send"],
  ["begun", "begin"],
  ["won", "win"],
  ["lost", "lose"],
  ["held", "hold"],
  ["hidden", "hide"],
  ["withdrawn", "withdraw"],
  ["frozen", "freeze"],
  ["active", "activate"],
  ["inactive", "deactivate"],
  ["open", "open"],
  ["visible", "show"],
]);

/** Whether two words are forms of one: `lock` and `locked`, `hide` and `hidden`. */
export function isFormOf(word: string, other: string): boolean {
  const [one = "", two = ""] = [word, other].map((each) => stem(irregularForms.get(each) ?? each));
  const [short, long] = one.length < two.length ? [one, two] : [two, one];
  return one === two || (short.length >= 4 && long.startsWith(short) && long.length - short.length <= 2);
}

/** Whether one of a name's words has the same stem as a word of another name. */
export function sharesStem(name: string, other: string): boolean {
  const stems = new Set(splitWords(other).map(stem));
  return splitWords(name).some((word) => stems.has(stem(word)));
}

/** The singular word that names one element of a list property: `tagList`, `tags` and `tagNames` give `tag`. */
export function elementName(name: string): string {
  return singular(withoutListWord(name));
}

function withoutListWord(name: string): string {
  const words = splitWords(name);
  const last = words.at(-1) ?? "";
  return (words.length > 1 && listWords.has(last) ? words.slice(0, -1) : words).join("_");
}

/** Whether two names, singular or plural, speak of the same element. Words that end in -s make singulars unsure. */
export function sameElement(name: string, other: string): boolean {
  const others = elementForms(other);
  return elementForms(name).some((form) => others.includes(form));
}

const elementForms = remember((text): readonly string[] => [withoutListWord(text), elementName(text)]);

/** Whether two names share a whole word, in any form of it. */
export function sharesWord(name: string, other: string): boolean {
  const words = new Set(splitWords(other).map((word) => singular(word)));
  return splitWords(name).some((word) => words.has(singular(word)));
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
