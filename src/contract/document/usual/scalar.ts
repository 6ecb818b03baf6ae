import type { ScalarNode } from "../node.ts";
import {
  apostrophe,
  backslash,
  type Cursor,
  charAt,
  colon,
  giveUp,
  hash,
  newline,
  nextLine,
  quote,
  space,
  spanAt,
} from "./cursor.ts";

/** A text in quotes, on one line or folded over several, which must be indented further than this. */
export function readQuoted(cursor: Cursor, parent: number): ScalarNode {
  const { text, at: start } = cursor;
  const mark = charAt(cursor);
  const span = spanAt(cursor, start, start);
  const pieces: string[] = [];
  let from = start + 1;
  let isEscaped = false;
  for (cursor.at = from; ; cursor.at += 1) {
    const char = charAt(cursor);
    if (Number.isNaN(char)) return unread(cursor);
    if (char === newline) {
      pieces.push(trimEnd(text, from, cursor.at), foldLines(cursor, parent));
      if (cursor.hasGivenUp) return unread(cursor);
      from = cursor.at;
      cursor.at -= 1;
    } else if (char === backslash && mark === quote) {
      isEscaped = true;
      cursor.at += 1;
      if (charAt(cursor) === newline) return unread(cursor);
    } else if (char === mark) {
      if (mark !== apostrophe || charAt(cursor, cursor.at + 1) !== apostrophe) break;
      isEscaped = true;
      cursor.at += 1;
    }
  }
  pieces.push(text.slice(from, cursor.at));
  cursor.at += 1;
  cursor.tokens += 1;
  const written = pieces.length === 1 ? (pieces[0] ?? "") : pieces.join("");
  const value = !isEscaped
    ? written
    : mark === apostrophe
      ? written.replaceAll("''", "'")
      : readEscapes(written);
  if (value === undefined) return unread(cursor);
  return { kind: "scalar", value, text: value, span: { ...span, end: cursor.at } };
}

/** A line that goes on in the next one, without the spaces at its end. */
function trimEnd(text: string, from: number, to: number): string {
  let end = to;
  while (end > from && text.charCodeAt(end - 1) === space) end -= 1;
  return text.slice(from, end);
}

/** From the end of a line to where its text goes on: one break is a space, more of them are one less. */
function foldLines(cursor: Cursor, parent: number): string {
  let breaks = 0;
  while (charAt(cursor) === newline) {
    nextLine(cursor);
    breaks += 1;
    while (charAt(cursor) === space) cursor.at += 1;
  }
  if (Number.isNaN(charAt(cursor)) || cursor.at - cursor.lineStart <= parent) giveUp(cursor);
  return breaks === 1 ? " " : "\n".repeat(breaks - 1);
}

/** Escapes that JSON has too; undefined where there are others. */
function readEscapes(written: string): string | undefined {
  let isOdd = false;
  const told = written.replace(/\\(u[0-9a-fA-F]{4}|[\s\S])/g, (_, its: string) => {
    const meant = its.length > 1 ? String.fromCharCode(Number.parseInt(its.slice(1), 16)) : escapes.get(its);
    isOdd ||= meant === undefined;
    return meant ?? "";
  });
  return isOdd ? undefined : told;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ...['"', "\\", "/"].map((sign) => [sign, sign] as const),
  ...([
    ["b", "\b"],
    ["f", "\f"],
    ["n", "\n"],
    ["r", "\r"],
    ["t", "\t"],
  ] as const),
]);

/** Where a plain text ends on its line: before a comment, or before a colon with a space behind it. */
export function endOfPlain(
  { text }: Cursor,
  start: number,
): { readonly end: number; readonly isKey: boolean } {
  let at = start;
  let isKey = false;
  for (; ; at += 1) {
    const char = text.charCodeAt(at);
    if (Number.isNaN(char) || char === newline) break;
    if (char === colon && isBreak(text.charCodeAt(at + 1))) {
      isKey = true;
      break;
    }
    if (char === hash && text.charCodeAt(at - 1) === space) break;
  }
  let end = at;
  while (end > start && text.charCodeAt(end - 1) === space) end -= 1;
  return { end, isKey };
}

export function isBreak(char: number): boolean {
  return char === space || char === newline || Number.isNaN(char);
}

/** A plain text that may go on in lines that are indented further than this. */
export function readPlain(cursor: Cursor, parent: number): ScalarNode {
  const { text, at: start } = cursor;
  const span = spanAt(cursor, start, start);
  const first = endOfPlain(cursor, start);
  if (first.isKey) return unread(cursor);
  cursor.tokens += 1;
  cursor.at = first.end;
  let told = text.slice(start, first.end);
  let end = first.end;
  for (;;) {
    const next = findContinuation(cursor, end, parent);
    if (next === undefined) break;
    const line = endOfPlain(cursor, next.at);
    // A comment in the midst of a text ends it, and what comes behind it is of no use to anybody.
    if (line.isKey || text.charCodeAt(next.at) === hash) return unread(cursor);
    told += `${next.breaks === 1 ? " " : "\n".repeat(next.breaks - 1)}${text.slice(next.at, line.end)}`;
    cursor.line += next.breaks;
    cursor.lineStart = next.lineStart;
    cursor.at = line.end;
    end = line.end;
  }
  return end === first.end
    ? plainScalar(cursor, told, { ...span, end })
    : { kind: "scalar", value: told, text: told, span: { ...span, end } };
}

/** Where the text of a line goes on; nothing but spaces may stand behind its end. */
function findContinuation({ text }: Cursor, end: number, parent: number) {
  let at = end;
  let [breaks, lineStart] = [0, 0];
  for (; ; at += 1) {
    const char = text.charCodeAt(at);
    if (char === newline) {
      breaks += 1;
      lineStart = at + 1;
    } else if (char !== space) break;
  }
  if (breaks === 0 || at >= text.length || at - lineStart <= parent) return undefined;
  return { at, breaks, lineStart };
}

/** What a plain text on one line stands for in the core schema. */
export function plainScalar(cursor: Cursor, told: string, span: ScalarNode["span"]): ScalarNode {
  const char = told.charCodeAt(0);
  // Letters that no other value begins with.
  if (char > 64 && !/^[fFnNtT~]/.test(told)) return { kind: "scalar", value: told, text: told, span };
  if (/^(?:null|Null|NULL|~)$/.test(told)) return { kind: "scalar", value: null, text: told, span };
  if (/^(?:true|True|TRUE)$/.test(told)) return { kind: "scalar", value: true, text: told, span };
  if (/^(?:false|False|FALSE)$/.test(told)) return { kind: "scalar", value: false, text: told, span };
  if (!/^[-+.\d]/.test(told)) return { kind: "scalar", value: told, text: told, span };
  if (/^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/.test(told)) {
    const value = Number(told);
    return Number.isFinite(value) ? { kind: "scalar", value, text: told, span } : unread(cursor);
  }
  if (/^(?:0[xo]|[-+]?\.(?:inf|nan))/i.test(told)) return unread(cursor);
  return { kind: "scalar", value: told, text: told, span };
}

export function unread(cursor: Cursor): ScalarNode {
  return giveUp(cursor) as ScalarNode;
}
