import { type Lexer, pushToken, reservedWords, tellProblem } from "./tokens.ts";

const unicodeWord = /[\p{ID_Start}_][\p{ID_Continue}]*/uy;

/** Where the identifier that begins at `start` ends; `start` itself where none begins. */
export function wordEnd(text: string, start: number): number {
  let at = start;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 128) return unicodeEnd(text, start);
    const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
    if (!isLetter && !(code >= 48 && code <= 57 && at > start)) break;
  }
  return at;
}

function unicodeEnd(text: string, start: number): number {
  unicodeWord.lastIndex = start;
  return unicodeWord.test(text) ? unicodeWord.lastIndex : start;
}

/** Reads a name or a reserved word that ends at `end`. */
export function scanWord(lexer: Lexer, end: number): void {
  const start = lexer.position;
  const length = end - start;
  const kind =
    length >= 2 && length <= 8 ? (reservedWords.get(lexer.text.slice(start, end)) ?? "NAME") : "NAME";
  pushToken(lexer, kind, start, end);
  lexer.position = end;
}

const number =
  /0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*\.(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*|\d(?:_?\d)*)(?:[eE][-+]?\d(?:_?\d)*)?[jJ]?/y;

/** Reads a number. Letters that follow it at once belong to a word of their own, as in `1if x else y`. */
export function scanNumber(lexer: Lexer): void {
  const start = lexer.position;
  number.lastIndex = start;
  const end = number.test(lexer.text) ? number.lastIndex : start + 1;
  const after = wordEnd(lexer.text, end);
  lexer.position = end;
  if (after > end && !reservedWords.has(lexer.text.slice(end, after))) {
    tellProblem(lexer, "no number is written like this", start, after);
    lexer.position = after;
  }
  pushToken(lexer, "NUMBER", start, lexer.position);
}
