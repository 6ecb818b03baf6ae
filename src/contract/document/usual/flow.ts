import { limits } from "../limits.ts";
import type { Entry, Node, ScalarNode } from "../node.ts";
import {
  apostrophe,
  type Cursor,
  charAt,
  closeList,
  closeMap,
  colon,
  columnOf,
  comma,
  giveUp,
  hash,
  newline,
  openList,
  openMap,
  quote,
  skipToContent,
  space,
  spanAt,
} from "./cursor.ts";
import { isBreak, plainScalar, readQuoted, unread } from "./scalar.ts";

/** Deeper than that is left to whoever counts. */
export const deepest = limits.depth / 4;

/** A map or a list in brackets, JSON among them, all of whose lines are indented further than this. */
export function readFlow(cursor: Cursor, parent: number, depth: number): Node {
  if (depth > deepest) return giveUp(cursor);
  return charAt(cursor) === openMap
    ? readFlowMap(cursor, parent, depth)
    : readFlowList(cursor, parent, depth);
}

function readFlowMap(cursor: Cursor, parent: number, depth: number): Node {
  const span = spanAt(cursor, cursor.at, cursor.at);
  const entries = new Map<string, Entry>();
  cursor.at += 1;
  while (toFlowContent(cursor, parent) !== closeMap) {
    const key = readFlowScalar(cursor, parent, "key");
    if (cursor.hasGivenUp || charAt(cursor) !== colon || entries.has(key.text) || key.text === "<<")
      return giveUp(cursor);
    // In one line, and no longer than a key may be.
    if (key.span.end - key.span.offset > longestKey || key.span.line !== cursor.line) return giveUp(cursor);
    cursor.at += 1;
    const char = toFlowContent(cursor, parent);
    if (char === comma || char === closeMap) return giveUp(cursor);
    const value = readFlowValue(cursor, parent, depth);
    const end = Math.max(key.span.end, value.span.end);
    entries.set(key.text, { key: key.text, value, span: { ...key.span, end } });
    cursor.tokens += 3;
    if (toFlowContent(cursor, parent) === comma) cursor.at += 1;
    else if (charAt(cursor) !== closeMap) return giveUp(cursor);
  }
  cursor.at += 1;
  cursor.tokens += 2;
  return { kind: "map", entries, span: { ...span, end: cursor.at } };
}

/** The library refuses longer ones before a colon. */
export const longestKey = 1_000;

function readFlowList(cursor: Cursor, parent: number, depth: number): Node {
  const span = spanAt(cursor, cursor.at, cursor.at);
  const items: Node[] = [];
  cursor.at += 1;
  while (toFlowContent(cursor, parent) !== closeList) {
    items.push(readFlowValue(cursor, parent, depth));
    cursor.tokens += 2;
    if (toFlowContent(cursor, parent) === comma) cursor.at += 1;
    else if (charAt(cursor) !== closeList) return giveUp(cursor);
  }
  cursor.at += 1;
  cursor.tokens += 2;
  return { kind: "list", items, span: { ...span, end: cursor.at } };
}

function readFlowValue(cursor: Cursor, parent: number, depth: number): Node {
  const char = charAt(cursor);
  return char === openMap || char === openList
    ? readFlow(cursor, parent, depth + 1)
    : readFlowScalar(cursor, parent, "value");
}

/** To what is said next within brackets. Not a number where that is nothing, or not indented enough. */
function toFlowContent(cursor: Cursor, parent: number): number {
  const { line } = cursor;
  const char = charAt(cursor);
  if (char !== space && char !== newline && char !== hash) return char;
  skipToContent(cursor);
  if (cursor.line !== line && columnOf(cursor) <= parent) giveUp(cursor);
  const next = charAt(cursor);
  if (Number.isNaN(next)) giveUp(cursor);
  return cursor.hasGivenUp ? ends : next;
}

/** What ends any loop, as nothing but giving up does: it is no bracket and no comma. */
const ends = Number.NaN;

function readFlowScalar(cursor: Cursor, parent: number, as: "key" | "value"): ScalarNode {
  const char = charAt(cursor);
  if (Number.isNaN(char)) return unread(cursor);
  const isQuoted = char === quote || char === apostrophe;
  const scalar = isQuoted ? readQuoted(cursor, parent) : readFlowPlain(cursor);
  while (as === "key" && charAt(cursor) === space) cursor.at += 1;
  return scalar;
}

/** Letters and digits, and what else a plain text within brackets may hold without meaning anything. */
const startsPlain = /^[\p{L}\d_./$~+<(^=;\\-]/u;

function readFlowPlain(cursor: Cursor): ScalarNode {
  const { text, at: start } = cursor;
  if (!startsPlain.test(text.slice(start, start + 2)) || /^-[\s,[\]{}]/.test(text.slice(start, start + 2)))
    return unread(cursor);
  let at = start;
  for (; ; at += 1) {
    const char = text.charCodeAt(at);
    if (Number.isNaN(char)) return unread(cursor);
    if (char === comma || char === closeMap || char === closeList) break;
    if (char === openMap || char === openList) return unread(cursor);
    if (char === hash && text.charCodeAt(at - 1) === space) return unread(cursor);
    if (char === colon && isBreak(text.charCodeAt(at + 1))) break;
    if (char === colon && /[,[\]{}]/.test(text.charAt(at + 1))) return unread(cursor);
    if (char === newline) {
      // A text that goes on in the next line is folded; nobody writes one in brackets.
      if (!/^\s*[,\]}]/.test(text.slice(at, at + 200))) return unread(cursor);
      break;
    }
  }
  let end = at;
  while (end > start && text.charCodeAt(end - 1) === space) end -= 1;
  cursor.at = end;
  cursor.tokens += 1;
  return plainScalar(cursor, text.slice(start, end), spanAt(cursor, start, end));
}
