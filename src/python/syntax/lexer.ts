import { operatorAt } from "./operators.ts";
import { scanComment } from "./scan-comment.ts";
import { scanFormatted } from "./scan-formatted.ts";
import { scanIndentation } from "./scan-indentation.ts";
import { isStringPrefix, scanString } from "./scan-string.ts";
import { scanNumber, scanWord, wordEnd } from "./scan-word.ts";
import { type Lexer, pushToken, statementWords, type Tokens, tellProblem } from "./tokens.ts";

const newline = 10;
const carriageReturn = 13;

/** Deeper brackets than CPython's own tokenizer takes; beyond them everything would recurse without bound. */
const deepestBracket = 200;

/**
 * Splits a module into tokens. Never throws: what is no token is `BROKEN`, with a problem at its place.
 * Follows the language reference's lexical analysis, with formatted strings as of Python 3.12.
 */
export function tokenize(text: string): Tokens {
  const lexer: Lexer = {
    text,
    position: text.charCodeAt(0) === 0xfeff ? 1 : 0,
    atLineStart: true,
    indents: [0],
    brackets: [],
    floor: 0,
    nesting: 0,
    kinds: [],
    starts: [],
    ends: [],
    comments: [],
    problems: [],
  };
  while (lexer.position < text.length) scanToken(lexer);
  finish(lexer);
  return lexer;
}

function finish(lexer: Lexer): void {
  const { length } = lexer.text;
  for (const open of lexer.brackets) tellProblem(lexer, "this bracket is never closed", open, open + 1);
  lexer.brackets.length = 0;
  if (!lexer.atLineStart) pushToken(lexer, "NEWLINE", length, length);
  for (let level = lexer.indents.length; level > 1; level -= 1) pushToken(lexer, "DEDENT", length, length);
  pushToken(lexer, "END", length, length);
}

/** Reads what stands at the lexer's position: at most one token, or the blanks and comments before it. */
function scanToken(lexer: Lexer): void {
  if (lexer.atLineStart && scanIndentation(lexer)) return;
  const { text, position } = lexer;
  const code = text.charCodeAt(position);
  if (code === 32 || code === 9 || code === 12) lexer.position += 1;
  else if (code === newline || code === carriageReturn) scanLineEnd(lexer, code);
  else if (code === 35) scanComment(lexer);
  else if (code === 92) scanBackslash(lexer);
  else if (code === 34 || code === 39) scanString(lexer, position, "");
  else if (code >= 48 && code <= 57) scanNumber(lexer);
  else if (code === 46 && isDigit(text.charCodeAt(position + 1))) scanNumber(lexer);
  else scanNameOrOperator(lexer, code);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function scanLineEnd(lexer: Lexer, code: number): void {
  const start = lexer.position;
  const isPair = code === carriageReturn && lexer.text.charCodeAt(start + 1) === newline;
  lexer.position = start + (isPair ? 2 : 1);
  if (lexer.brackets.length > 0 && !isLeftOpen(lexer)) return;
  closeBrackets(lexer);
  pushToken(lexer, "NEWLINE", start, lexer.position);
  lexer.atLineStart = true;
}

/** Whether the line that begins here can be no part of what the open brackets hold. */
function isLeftOpen(lexer: Lexer): boolean {
  let at = lexer.position;
  for (let code = lexer.text.charCodeAt(at); code === 32 || code === 9; code = lexer.text.charCodeAt(at))
    at += 1;
  const code = lexer.text.charCodeAt(at);
  if (!(code >= 97 && code <= 122)) return false;
  return statementWords.has(lexer.text.slice(at, wordEnd(lexer.text, at)));
}

function closeBrackets(lexer: Lexer): void {
  const open = lexer.brackets.splice(lexer.floor);
  for (const start of open) tellProblem(lexer, "this bracket is never closed", start, start + 1);
}

function scanBackslash(lexer: Lexer): void {
  const { text, position } = lexer;
  const code = text.charCodeAt(position + 1);
  if (code === newline) lexer.position += 2;
  else if (code === carriageReturn) lexer.position += text.charCodeAt(position + 2) === newline ? 3 : 2;
  else {
    tellProblem(lexer, "a backslash joins lines only at the end of one", position, position + 1);
    pushToken(lexer, "BROKEN", position, position + 1);
    lexer.position += 1;
  }
}

function scanNameOrOperator(lexer: Lexer, code: number): void {
  const { text, position } = lexer;
  const operator = operatorAt(text, position, code);
  if (operator !== undefined) {
    scanOperator(lexer, operator);
    return;
  }
  const end = wordEnd(text, position);
  if (end === position) {
    const width = (text.codePointAt(position) ?? 0) > 0xffff ? 2 : 1;
    tellProblem(lexer, "this sign has no meaning in Python", position, position + width);
    pushToken(lexer, "BROKEN", position, position + width);
    lexer.position += width;
    return;
  }
  const quote = text.charCodeAt(end);
  const isPrefix =
    (quote === 34 || quote === 39) && end - position <= 2 && isStringPrefix(text.slice(position, end));
  if (!isPrefix) {
    scanWord(lexer, end);
    return;
  }
  const prefix = text.slice(position, end).toLowerCase();
  if (prefix.includes("f") || prefix.includes("t"))
    scanFormatted(lexer, { start: position, open: end, raw: prefix.includes("r") }, scanToken);
  else scanString(lexer, position, prefix);
}

function scanOperator(lexer: Lexer, operator: string): void {
  const start = lexer.position;
  lexer.position = start + operator.length;
  const isOpener = operator === "(" || operator === "[" || operator === "{";
  const isCloser = operator === ")" || operator === "]" || operator === "}";
  if (isOpener) openBracket(lexer, start);
  const closesNothing = isCloser && !closeBracket(lexer, operator, start);
  pushToken(lexer, closesNothing ? "BROKEN" : operator, start, lexer.position);
}

function openBracket(lexer: Lexer, start: number): void {
  if (lexer.brackets.length >= deepestBracket) {
    tellProblem(lexer, `more than ${deepestBracket} brackets are open`, start, start + 1);
    lexer.brackets.length = lexer.floor;
  }
  lexer.brackets.push(start);
}

const openers: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** Closes the innermost bracket of this form, and those left open within it; false where there is none. */
function closeBracket(lexer: Lexer, closer: string, start: number): boolean {
  const { brackets, text, floor } = lexer;
  let at = brackets.length - 1;
  while (at >= floor && text.charAt(brackets[at] ?? 0) !== openers[closer]) at -= 1;
  if (at < floor) {
    tellProblem(lexer, `"${closer}" closes nothing`, start, start + 1);
    return false;
  }
  for (let open = at + 1; open < brackets.length; open += 1) {
    const unclosed = brackets[open] ?? 0;
    tellProblem(lexer, "this bracket is never closed", unclosed, unclosed + 1);
  }
  brackets.length = at;
  return true;
}
