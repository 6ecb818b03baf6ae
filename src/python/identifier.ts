import { assert, splitWords } from "#base";
import { makeFragment, type Py } from "./fragment.ts";
import { builtinClasses, builtins, keywords, softKeywords } from "./keywords.ts";
import { excerpt } from "./writer.ts";

export interface IdentifierOptions {
  /** Also keep off names such as `list` and `id`. */
  readonly avoidBuiltins?: boolean;
}

/** A name that is already valid: one that we chose, or that `identifierText` gave. */
export function name(text: string): Py {
  checkName(text);
  return makeFragment(text, [], { word: true });
}

/** Names joined by dots: `app.users.models`. */
export function dotted(text: string): Py {
  text.split(".").forEach(checkName);
  return makeFragment(text, [], { word: true });
}

/** A snake_case name made of any text. */
export function identifier(text: string, options: IdentifierOptions = {}): Py {
  return name(identifierText(text, options));
}

/** A PascalCase name made of any text. */
export function className(text: string, options: IdentifierOptions = {}): Py {
  return name(classNameText(text, options));
}

/** Different texts can give the same name; keeping them apart is up to the caller. */
export function identifierText(text: string, options: IdentifierOptions = {}): string {
  const joined = startWithLetter(fold(splitWords(legible(text)).join("_")), "value", "value_");
  const taken = keywords.has(joined) || softKeywords.has(joined);
  return taken || (options.avoidBuiltins && builtins.has(joined)) ? `${joined}_` : joined;
}

export function classNameText(text: string, options: IdentifierOptions = {}): string {
  const words = splitWords(legible(text)).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const joined = startWithLetter(fold(words.join("")), "Value", "Value");
  const taken = keywords.has(joined) || (options.avoidBuiltins && builtinClasses.has(joined));
  return taken ? `${joined}_` : joined;
}

export function checkName(text: string): void {
  const valid = /^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(text) && text.normalize("NFKC") === text;
  assert(valid && !keywords.has(text), `${excerpt(text)} is not a Python name`);
}

// Blocks of living scripts whose letters Python 3.12's Unicode tables all know. Anything newer, rarer or outside the
// basic plane separates words: a name must mean the same to every Python, whatever tables this Node has.
const outsideKnownBlocks =
  /[^\0-\x7f\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u05d0-\u05f2\u0620-\u06ff\u0900-\u0c5b\u0c5d-\u0cdb\u0cdd-\u0eff\u1000-\u10ff\u1200-\u137f\u1780-\u17ff\u3041-\u30ff\u3105-\u312f\u4e00-\u9fff\uac00-\ud7a3]/gu;

const latinLetters: Readonly<Record<string, string>> = {
  ß: "ss",
  ẞ: "SS",
  æ: "ae",
  Æ: "AE",
  œ: "oe",
  Œ: "OE",
  ø: "o",
  Ø: "O",
  ł: "l",
  Ł: "L",
  đ: "d",
  Đ: "D",
  ð: "d",
  Ð: "D",
  þ: "th",
  Þ: "Th",
  ı: "i",
  ħ: "h",
  Ħ: "H",
  ŋ: "ng",
  Ŋ: "NG",
};

/** Latin letters without their accents, letters of other scripts as they are, a space for all else. */
function legible(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFKC")
    .replace(/[^\0-\x7f]/gu, transliterate)
    .replace(outsideKnownBlocks, " ");
}

function transliterate(letter: string): string {
  const base = latinLetters[letter] ?? letter.normalize("NFKD").replace(/\p{M}/gu, "");
  if (/^[\0-\x7f]+$/.test(base)) return base;
  // An accent that no composed letter took up belongs to the letter before it.
  return /^[\u0300-\u036f]$/.test(letter) ? "" : letter;
}

// Changing case can leave the normal form in which Python compares names.
function fold(text: string): string {
  return text.normalize("NFKC").replace(/[^\p{XID_Continue}]/gu, "");
}

function startWithLetter(text: string, empty: string, prefix: string): string {
  if (text === "") return empty;
  return /^\p{XID_Start}/u.test(text) ? text : prefix + text;
}
