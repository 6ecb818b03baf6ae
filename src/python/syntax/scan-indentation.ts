import { scanComment } from "./scan-comment.ts";
import { type Lexer, pushToken, tellProblem } from "./tokens.ts";

/** Deeper than CPython's tokenizer indents. */
const deepestIndent = 100;

/**
 * Reads the blanks at the start of a line, and gives the `INDENT` or the `DEDENT`s that they mean. True where the line held
 * nothing but blanks or a comment, which mean nothing.
 */
export function scanIndentation(lexer: Lexer): boolean {
  const { text } = lexer;
  let at = lexer.position;
  let column = 0;
  for (; ; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 32) column += 1;
    else if (code === 9) column = (Math.floor(column / 8) + 1) * 8;
    else if (code === 12) column = 0;
    else break;
  }
  lexer.position = at;
  if (at >= text.length) return true;
  const code = text.charCodeAt(at);
  if (code === 35) scanComment(lexer);
  if (code === 35 || code === 10 || code === 13) {
    const end = lexer.position;
    const isPair = text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10;
    lexer.position = Math.min(end + (isPair ? 2 : 1), text.length);
    return true;
  }
  lexer.atLineStart = false;
  if (code === 92 && isContinued(text, at)) return false;
  settle(lexer, column, at);
  return false;
}

/** A line of blanks and a backslash takes its indentation from what it joins; it is left as it was. */
function isContinued(text: string, at: number): boolean {
  return text.charCodeAt(at + 1) === 10 || text.charCodeAt(at + 1) === 13;
}

function settle(lexer: Lexer, column: number, at: number): void {
  const { indents } = lexer;
  let current = indents.at(-1) ?? 0;
  if (column > current && indents.length < deepestIndent) {
    indents.push(column);
    pushToken(lexer, "INDENT", at, at);
    return;
  }
  while (column < current) {
    indents.pop();
    const outer = indents.at(-1) ?? 0;
    if (column > outer) {
      tellProblem(lexer, "this line is indented like none before it", at, at);
      indents.push(column);
      return;
    }
    current = outer;
    pushToken(lexer, "DEDENT", at, at);
  }
}
