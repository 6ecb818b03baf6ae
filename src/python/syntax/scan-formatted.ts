import { endOfLine } from "./scan-string.ts";
import { type Lexer, pushToken, tellProblem } from "./tokens.ts";

/** Replacements within replacements: each level is read again where it goes wrong, so few are allowed. */
const deepestNesting = 30;

/** What closes a formatted string, and how its text is read. */
interface Frame {
  readonly close: string;
  readonly raw: boolean;
  readonly long: boolean;
  /** How many problems were known before it: one more, and it is given up at once, so that nothing is read twice over. */
  readonly problems: number;
  /** Reads one token of the code within braces. */
  readonly scanToken: (lexer: Lexer) => void;
}

/** Where a formatted string begins: its prefix, and its opening quote. */
export interface FormattedStart {
  readonly start: number;
  readonly open: number;
  readonly raw: boolean;
}

/**
 * Reads an f-string or t-string whose prefix stands before `open`: `FSTART`, the texts as `FMIDDLE`, replacements
 * between braces, `FEND`. One that goes wrong is given as a text without replacements, up to its closing quote or line's end.
 */
export function scanFormatted(
  lexer: Lexer,
  { start, open, raw }: FormattedStart,
  scanToken: (lexer: Lexer) => void,
): void {
  const { text } = lexer;
  const quote = text.charAt(open);
  const long = text.startsWith(quote.repeat(3), open);
  const problems = lexer.problems.length;
  const frame: Frame = { close: long ? quote.repeat(3) : quote, raw, long, problems, scanToken };
  const before = { tokens: lexer.kinds.length, comments: lexer.comments.length };
  const { floor } = lexer;
  const depth = lexer.brackets.length;
  lexer.position = open + frame.close.length;
  pushToken(lexer, "FSTART", start, lexer.position);
  while (scanText(lexer, frame, false) === "replacement") scanReplacement(lexer, frame);
  lexer.floor = floor;
  const isClosed = text.startsWith(frame.close, lexer.position);
  if (isClosed && lexer.problems.length === problems) {
    pushToken(lexer, "FEND", lexer.position, lexer.position + frame.close.length);
    lexer.position += frame.close.length;
    return;
  }
  lexer.brackets.length = depth;
  for (const list of [lexer.kinds, lexer.starts, lexer.ends]) list.length = before.tokens + 1;
  lexer.comments.length = before.comments;
  lexer.problems.length = problems;
  lexer.atLineStart = false;
  takeAsText(lexer, start, open, frame);
}

/** Gives all up to the closing quote, or else to the end of the line, as one text, with one problem. */
function takeAsText(lexer: Lexer, start: number, open: number, frame: Frame): void {
  const from = open + frame.close.length;
  const end = frame.long
    ? longTextEnd(lexer.text, from, frame.close)
    : shortTextEnd(lexer.text, from, frame.close);
  const isClosed = lexer.text.startsWith(frame.close, end);
  const message = isClosed ? "this formatted string cannot be read" : "this string is never closed";
  tellProblem(lexer, message, start, end);
  pushToken(lexer, "FMIDDLE", from, end);
  lexer.position = isClosed ? end + frame.close.length : end;
  pushToken(lexer, "FEND", end, lexer.position);
}

function longTextEnd(text: string, from: number, close: string): number {
  const closed = text.indexOf(close, from);
  return closed === -1 ? endOfLine(text, from) : closed;
}

function shortTextEnd(text: string, from: number, close: string): number {
  let at = from;
  for (
    let sign = text.charAt(at);
    sign !== close && sign !== "\n" && sign !== "\r" && sign !== "";
    sign = text.charAt(at)
  ) {
    at += 1;
  }
  return at;
}

/** Reads text up to a replacement or the end; within a format specification, up to its closing brace. */
function scanText(lexer: Lexer, frame: Frame, inFormat: boolean): "replacement" | "end" {
  const { text } = lexer;
  const start = lexer.position;
  let at = start;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 92) at += skipEscape(text, at, frame.raw);
    else if (code === 123 && text.charCodeAt(at + 1) === 123 && !inFormat) at += 1;
    else if (code === 125 && text.charCodeAt(at + 1) === 125 && !inFormat) at += 1;
    else if (code === 123 || code === 125) break;
    else if ((code === 10 || code === 13) && !frame.long) break;
    else if (text.startsWith(frame.close, at)) break;
  }
  const end = Math.min(at, text.length);
  if (end > start) pushToken(lexer, "FMIDDLE", start, end);
  lexer.position = end;
  if (text.charCodeAt(end) === 123) return "replacement";
  if (text.charCodeAt(end) === 125 && !inFormat)
    tellProblem(lexer, "a single brace stands here", end, end + 1);
  return "end";
}

/** How many signs more an escape takes: `\N{…}` is one, and before a brace a backslash is itself. */
function skipEscape(text: string, at: number, raw: boolean): number {
  const next = text.charAt(at + 1);
  if (next === "{" || next === "}") return 0;
  if (next === "\r" && text.charAt(at + 2) === "\n") return 2;
  if (!raw && next === "N" && text.charAt(at + 2) === "{") {
    const close = text.indexOf("}", at);
    return close === -1 ? 1 : close - at;
  }
  return next === "" ? 0 : 1;
}

/** Reads `{value=!r:format}` from its brace to its brace. */
function scanReplacement(lexer: Lexer, frame: Frame): void {
  const { text } = lexer;
  const outer = lexer.floor;
  lexer.brackets.push(lexer.position);
  pushToken(lexer, "{", lexer.position, lexer.position + 1);
  lexer.position += 1;
  lexer.floor = lexer.brackets.length;
  lexer.nesting += 1;
  if (lexer.nesting > deepestNesting) {
    tellProblem(lexer, "formatted strings are nested too deeply", lexer.position, lexer.position);
  }
  while (lexer.position < text.length && lexer.problems.length === frame.problems) {
    const isOutermost = lexer.brackets.length === lexer.floor;
    const code = text.charCodeAt(lexer.position);
    if (isOutermost && code === 125) break;
    if (isOutermost && code === 58) {
      scanFormat(lexer, frame);
      break;
    }
    if (isOutermost && code === 33 && text.charCodeAt(lexer.position + 1) !== 61) {
      pushToken(lexer, "!", lexer.position, lexer.position + 1);
      lexer.position += 1;
    } else {
      frame.scanToken(lexer);
      if (lexer.atLineStart) break;
    }
  }
  lexer.nesting -= 1;
  lexer.brackets.pop();
  lexer.floor = outer;
  if (text.charCodeAt(lexer.position) !== 125) {
    tellProblem(lexer, "this brace is never closed", lexer.position, lexer.position);
    lexer.position = text.length;
    return;
  }
  pushToken(lexer, "}", lexer.position, lexer.position + 1);
  lexer.position += 1;
}

function scanFormat(lexer: Lexer, frame: Frame): void {
  pushToken(lexer, ":", lexer.position, lexer.position + 1);
  lexer.position += 1;
  while (scanText(lexer, frame, true) === "replacement") scanReplacement(lexer, frame);
}
