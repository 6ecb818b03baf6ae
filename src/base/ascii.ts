import { createRequire } from "node:module";

const beyondAscii = /[^\0-\x7f]/;

/** Loaded where a text needs it: its tables are half a megabyte, and most contracts are in English. */
let transliterate: ((text: string) => string) | undefined;

/**
 * A text in plain ASCII letters, as it is read: `Größe` gives `Grosse`, `имя` gives `imya`. Names are made of this: one that
 * looks the same is the same then, whatever normal form, script or case a disk, a database or a language compares by.
 */
export function toAscii(text: string): string {
  if (!beyondAscii.test(text)) return text;
  transliterate ??= (createRequire(import.meta.url)("any-ascii") as typeof import("any-ascii")).default;
  return transliterate(text.toWellFormed().normalize("NFKC"));
}
