import { fold } from "./plain.ts";

export type Lookup<T extends string> = (text: string) => T | undefined;

/**
 * A table of words: what is meant, a colon, and what people call it in English; below, one line each for other languages.
 * Compared without case, accents and marks. A spelling that stands under several belongs to the first.
 */
export function makeWordTable<T extends string>(text: string): Lookup<T> {
  let made: ReadonlyMap<string, T> | undefined;
  return (word) => {
    made ??= readTable<T>(text);
    return made.get(fold(word));
  };
}

function readTable<T extends string>(text: string): ReadonlyMap<string, T> {
  const words = new Map<string, T>();
  let meant = "";
  for (const line of text.split("\n")) {
    const [, name, list = ""] = /^(?:([\w-]+):)?(.*)$/.exec(line) ?? [];
    meant = name ?? meant;
    for (const word of list.split(",")) {
      const key = fold(word);
      if (key !== "" && meant !== "" && !words.has(key)) words.set(key, meant as T);
    }
  }
  return words;
}
