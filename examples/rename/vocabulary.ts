import { parse } from "yaml";

/** Which words stand for which. Both sides of an entry have equally many, so that each takes its place's spelling. */
export type Vocabulary = ReadonlyMap<string, readonly string[]>;

/** Words of any API, or of the oracle's own language: a vocabulary that changed them would test something else. */
const GENERAL = new Set(
  (
    "login follow follows followed following unfollow slug email password token offset limit id errors " +
    "get create update delete register request response filter list count param actor run turn unique"
  ).split(" "),
);

/** A run of capitals, or a word that may begin with one: `createdAt` has two words, `HTTPServer` too. */
const WORD = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+/gu;

/** What may stand between the words of one entry. */
const GAP = /^[\s_.-]*$/;

export interface VocabularyReading {
  readonly value: Vocabulary;
  readonly faults: readonly string[];
}

export function readVocabulary(text: string): VocabularyReading {
  const pairs = Object.entries((parse(text) ?? {}) as Readonly<Record<string, unknown>>);
  return {
    value: new Map(pairs.map(([from, to]) => [from, String(to).split(" ")])),
    faults: pairs.flatMap(([from, to]) => entryFaults(from, String(to))),
  };
}

function entryFaults(from: string, to: string): readonly string[] {
  const [old, fresh] = [from.split(" "), to.split(" ")];
  const general = old.length === 1 && GENERAL.has(from);
  return [
    ...(old.length === fresh.length ? [] : [`${from}: ${to}: as many words are wanted on the right`]),
    ...([...old, ...fresh].every((word) => /^[a-z]+$/.test(word))
      ? []
      : [`${from}: ${to}: lower-case words only`]),
    ...(general ? [`${from}: a general word, which stays`] : []),
  ];
}

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function wordsIn(text: string): readonly Word[] {
  return [...text.matchAll(WORD)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The words of a text or a name, in lower case. */
export function splitWords(text: string): readonly string[] {
  return wordsIn(text).map((word) => word.text.toLowerCase());
}

/** Says a text or a name in other words; what stands between the words stays, and so do their capitals. */
export function renameText(text: string, vocabulary: Vocabulary): string {
  const words = wordsIn(text);
  const longest = Math.max(1, ...[...vocabulary.keys()].map((entry) => entry.split(" ").length));
  const pieces: string[] = [];
  let done = 0;
  for (let i = 0; i < words.length; ) {
    const found = entryAt(text, words.slice(i, i + longest), vocabulary);
    for (const [k, fresh] of found.entries()) {
      const word = words[i + k];
      if (word === undefined) continue;
      pieces.push(text.slice(done, word.start), likeCase(fresh, word.text));
      done = word.end;
    }
    i += Math.max(1, found.length);
  }
  return [...pieces, text.slice(done)].join("");
}

/** The longest entry that the coming words begin with. */
function entryAt(text: string, coming: readonly Word[], vocabulary: Vocabulary): readonly string[] {
  for (let length = coming.length; length > 0; length -= 1) {
    const taken = coming.slice(0, length);
    const joined = taken.every((word, k) =>
      GAP.test(text.slice(taken[k - 1]?.end ?? word.start, word.start)),
    );
    const found = joined && vocabulary.get(taken.map((word) => word.text.toLowerCase()).join(" "));
    if (found) return found;
  }
  return [];
}

function likeCase(fresh: string, old: string): string {
  if (old === old.toLowerCase()) return fresh;
  if (old.length > 1 && old === old.toUpperCase()) return fresh.toUpperCase();
  return fresh.charAt(0).toUpperCase() + fresh.slice(1);
}
