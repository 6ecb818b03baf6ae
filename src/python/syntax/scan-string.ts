import { type Lexer, pushToken, tellProblem } from "./tokens.ts";

const prefixes: ReadonlySet<string> = new Set("r u b f t br rb fr rf tr rt".split(" "));

export function isStringPrefix(text: string): boolean {
  return prefixes.has(text.toLowerCase());
}

/** Reads a plain string whose prefix, if any, begins at `start`. An unclosed one ends with its first line. */
export function scanString(lexer: Lexer, start: number, prefix: string): void {
  const { text } = lexer;
  const open = start + prefix.length;
  const quote = text.charCodeAt(open);
  const isLong = text.charCodeAt(open + 1) === quote && text.charCodeAt(open + 2) === quote;
  const end = isLong ? longEnd(text, open + 3, text.charAt(open).repeat(3)) : shortEnd(text, open + 1, quote);
  if (end === undefined) {
    const lineEnd = endOfLine(text, open);
    tellProblem(lexer, "this string is never closed", start, lineEnd);
    pushToken(lexer, "STRING", start, lineEnd);
    lexer.position = lineEnd;
    return;
  }
  pushToken(lexer, "STRING", start, end);
  lexer.position = end;
}

function longEnd(text: string, from: number, close: string): number | undefined {
  let at = from;
  while (true) {
    const end = text.indexOf(close, at);
    if (end === -1) return undefined;
    let slashes = 0;
    while (end - slashes > from && text.charCodeAt(end - slashes - 1) === 92) slashes += 1;
    if (slashes % 2 === 0) return end + 3;
    at = end + 1;
  }
}

function shortEnd(text: string, from: number, quote: number): number | undefined {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === 10 || code === 13) return undefined;
    if (code === 92) at += text.charCodeAt(at + 1) === 13 && text.charCodeAt(at + 2) === 10 ? 2 : 1;
  }
  return undefined;
}

/** Where the line of this place ends, before its line break. */
export function endOfLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at += 1;
  return at;
}
