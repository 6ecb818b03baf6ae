import type { Lexer } from "./tokens.ts";

/** Reads a comment up to the end of its line. */
export function scanComment(lexer: Lexer): void {
  const start = lexer.position;
  let end = start;
  for (let code = 35; code !== 10 && code !== 13; code = lexer.text.charCodeAt(end)) {
    end += 1;
    if (end >= lexer.text.length) break;
  }
  lexer.comments.push({ start, end });
  lexer.position = end;
}
