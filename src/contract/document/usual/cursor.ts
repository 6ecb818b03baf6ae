import type { Span } from "#base";
import type { Node, ScalarNode } from "../node.ts";

/** Where reading is. Once it has given up, it stands at the end, so that whatever goes on ends too. */
export interface Cursor {
  readonly file: string;
  readonly text: string;
  at: number;
  line: number;
  /** Offset at which the line begins. */
  lineStart: number;
  /** Words and signs read so far, as the library would count them or more. */
  tokens: number;
  hasGivenUp: boolean;
}

export const tab = 9;
export const newline = 10;
export const space = 32;
export const quote = 34;
export const hash = 35;
export const apostrophe = 39;
export const comma = 44;
export const dash = 45;
export const colon = 58;
export const openList = 91;
export const backslash = 92;
export const closeList = 93;
export const openMap = 123;
export const closeMap = 125;

export function openCursor(file: string, text: string): Cursor {
  return { file, text, at: 0, line: 1, lineStart: 0, tokens: 0, hasGivenUp: false };
}

/** Not a number at the end of the text. */
export function charAt(cursor: Cursor, offset = cursor.at): number {
  return cursor.text.charCodeAt(offset);
}

export function isEnd(cursor: Cursor): boolean {
  return cursor.at >= cursor.text.length;
}

export function columnOf({ at, lineStart }: Cursor): number {
  return at - lineStart;
}

/** Something unusual stands here: all is left to whoever reads everything. */
export function giveUp(cursor: Cursor): Node {
  cursor.hasGivenUp = true;
  cursor.at = cursor.text.length;
  return nothing;
}

const nothing: ScalarNode = {
  kind: "scalar",
  value: null,
  text: "",
  span: { file: "", line: 1, column: 1, offset: 0, end: 0 },
};

/** A place on the line at which the cursor is. */
export function spanAt({ file, line, lineStart }: Cursor, offset: number, end: number): Span {
  return { file, line, column: offset - lineStart + 1, offset, end };
}

export function skipSpaces(cursor: Cursor): void {
  const { text } = cursor;
  let { at } = cursor;
  while (text.charCodeAt(at) === space) at += 1;
  cursor.at = at;
}

/** To the next line; the cursor stands at its end. */
export function nextLine(cursor: Cursor): void {
  cursor.at += 1;
  cursor.line += 1;
  cursor.lineStart = cursor.at;
}

/** Over spaces, comments and empty lines, to the next thing that is said. */
export function skipToContent(cursor: Cursor): void {
  const { text } = cursor;
  for (;;) {
    skipSpaces(cursor);
    const char = text.charCodeAt(cursor.at);
    if (char === newline) {
      nextLine(cursor);
    } else if (char === hash && isApart(cursor)) {
      const end = text.indexOf("\n", cursor.at);
      cursor.at = end < 0 ? text.length : end;
    } else return;
  }
}

/** Whether a comment may begin here: at the start of a line, or behind a space. */
function isApart({ text, at, lineStart }: Cursor): boolean {
  return at === lineStart || text.charCodeAt(at - 1) === space;
}

/** What stands behind a value on its line must be a comment, or nothing. */
export function endOfLine(cursor: Cursor): void {
  const before = cursor.at;
  skipSpaces(cursor);
  const char = charAt(cursor);
  if (char === newline || Number.isNaN(char)) return;
  if (char !== hash || cursor.at === before) giveUp(cursor);
}
