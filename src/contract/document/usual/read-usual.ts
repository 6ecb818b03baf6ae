import { limits } from "../limits.ts";
import type { Entry, Node, ScalarNode } from "../node.ts";
import { readBlockScalar } from "./block-scalar.ts";
import {
  apostrophe,
  type Cursor,
  charAt,
  colon,
  columnOf,
  dash,
  endOfLine,
  giveUp,
  hash,
  isEnd,
  newline,
  openCursor,
  openList,
  openMap,
  quote,
  skipSpaces,
  skipToContent,
  space,
  spanAt,
} from "./cursor.ts";
import { deepest, longestKey, readFlow } from "./flow.ts";
import { endOfPlain, isBreak, readPlain, readQuoted } from "./scalar.ts";

/** Line ends of other systems, tabs, and signs that are not printed. */
const unusual = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;

/** What is read of a document in one go, and what it cost. */
export interface UsualReading {
  readonly root: Node;
  readonly tokens: number;
}

/**
 * Reads YAML and JSON as nearly all contracts are written, many times as fast as whoever reads everything: maps, lists, plain,
 * quoted and block scalars, brackets and comments. Undefined for a text with anything else in it (anchors, tags, tabs, several
 * documents), or with anything wrong: a text that is read here has nothing to be told of.
 */
export function readUsual(file: string, text: string): UsualReading | undefined {
  if (text.length > limits.textLength || unusual.test(text)) return undefined;
  const cursor = openCursor(file, text);
  skipToContent(cursor);
  if (text.startsWith("---\n", cursor.at) && columnOf(cursor) === 0) {
    cursor.at += 3;
    skipToContent(cursor);
  }
  const first = charAt(cursor);
  // A text alone is no document of ours.
  if (isEnd(cursor) || columnOf(cursor) !== 0 || first === quote || first === apostrophe) return undefined;
  const root = first === openMap || first === openList ? readFlow(cursor, -1, 1) : readBlock(cursor, -1, 1);
  if (root.kind === "scalar") return undefined;
  endOfLine(cursor);
  skipToContent(cursor);
  if (cursor.hasGivenUp || !isEnd(cursor)) return undefined;
  return { root, tokens: cursor.tokens };
}

/** What begins at the cursor, of which further lines are indented further than the parent. */
function readBlock(cursor: Cursor, parent: number, depth: number): Node {
  if (depth > deepest) return giveUp(cursor);
  const char = charAt(cursor);
  if (char === dash && isBreak(charAt(cursor, cursor.at + 1))) return readList(cursor, depth);
  return isKeyAhead(cursor, char) ? readMap(cursor, depth) : readValue(cursor, parent, depth);
}

/** Whether the line goes on with a key and a colon. */
function isKeyAhead(cursor: Cursor, char: number): boolean {
  if (char === openMap || char === openList) return false;
  if (char !== quote && char !== apostrophe) return endOfPlain(cursor, cursor.at).isKey;
  const { text } = cursor;
  let at = cursor.at + 1;
  for (; text.charCodeAt(at) !== char; at += 1) {
    const each = text.charCodeAt(at);
    if (Number.isNaN(each) || each === newline) return false;
    if (each === backslashIn(char)) at += 1;
  }
  // Two apostrophes are one: what comes behind the second is no colon then.
  for (at += 1; text.charCodeAt(at) === space; ) at += 1;
  return text.charCodeAt(at) === colon || text.charCodeAt(at) === apostrophe;
}

function backslashIn(mark: number): number {
  return mark === quote ? 92 : -1;
}

/** A scalar or what stands in brackets. */
function readValue(cursor: Cursor, parent: number, depth: number): Node {
  const char = charAt(cursor);
  if (char === pipe || char === greater) return readBlockScalar(cursor, parent);
  const value = readWithinLines(cursor, char, parent, depth);
  endOfLine(cursor);
  return value;
}

function readWithinLines(cursor: Cursor, char: number, parent: number, depth: number): Node {
  if (char === openMap || char === openList) return readFlow(cursor, parent, depth);
  if (char === quote || char === apostrophe) return readQuoted(cursor, parent);
  return mayBeginPlain(cursor, char) ? readPlain(cursor, parent) : giveUp(cursor);
}

const pipe = 124;
const greater = 62;

/** Signs with a meaning of their own. */
const indicators = new Set([..."?:,[]{}#&*!|>'\"%@`"].map((sign) => sign.charCodeAt(0)));

function mayBeginPlain(cursor: Cursor, char: number): boolean {
  if (indicators.has(char)) return false;
  return char !== dash || !isBreak(charAt(cursor, cursor.at + 1));
}

function readMap(cursor: Cursor, depth: number): Node {
  const column = columnOf(cursor);
  const start = spanAt(cursor, cursor.at, cursor.at);
  const entries = new Map<string, Entry>();
  let end = cursor.at;
  while (!isEnd(cursor) && columnOf(cursor) === column) {
    if (isMarker(cursor)) return giveUp(cursor);
    const key = readKey(cursor);
    if (cursor.hasGivenUp || entries.has(key.text) || key.text === "<<") return giveUp(cursor);
    const value = readEntry(cursor, key, column, depth);
    end = Math.max(key.span.end, value.span.end);
    entries.set(key.text, { key: key.text, value, span: { ...key.span, end } });
    cursor.tokens += 4;
    skipToContent(cursor);
  }
  if (columnOf(cursor) > column && !isEnd(cursor)) return giveUp(cursor);
  return { kind: "map", entries, span: { ...start, end } };
}

/** Signs between documents. */
function isMarker(cursor: Cursor): boolean {
  return columnOf(cursor) === 0 && /^(?:---|\.\.\.|%)/.test(cursor.text.slice(cursor.at, cursor.at + 3));
}

/** The key; the cursor stands behind its colon. */
function readKey(cursor: Cursor): ScalarNode {
  const { text, at: start, line } = cursor;
  const char = charAt(cursor);
  let key: ScalarNode;
  if (char === quote || char === apostrophe) {
    key = readQuoted(cursor, -1);
  } else {
    const { end, isKey } = endOfPlain(cursor, start);
    if (!isKey || end === start || !mayBeginPlain(cursor, char)) return giveUp(cursor) as ScalarNode;
    const told = text.slice(start, end);
    key = { kind: "scalar", value: told, text: told, span: spanAt(cursor, start, end) };
    cursor.at = end;
  }
  // With a space before the colon, an empty value stands elsewhere.
  const isFine = charAt(cursor) === colon && isBreak(charAt(cursor, cursor.at + 1));
  if (!isFine || cursor.line !== line || cursor.at - start > longestKey) return giveUp(cursor) as ScalarNode;
  cursor.at += 1;
  return key;
}

/** What stands behind a colon, or below it. */
function readEntry(cursor: Cursor, key: ScalarNode, column: number, depth: number): Node {
  const isBare = charAt(cursor) !== space;
  skipSpaces(cursor);
  const char = charAt(cursor);
  if (char !== newline && char !== hash && !Number.isNaN(char)) return readValue(cursor, column, depth + 1);
  skipToContent(cursor);
  const below = columnOf(cursor);
  const isList = charAt(cursor) === dash && isBreak(charAt(cursor, cursor.at + 1));
  if (!isEnd(cursor) && (below > column || (below === column && isList)))
    return readBlock(cursor, column, depth + 1);
  // Behind the colon, where nothing else stands on the line.
  if (!isBare) return giveUp(cursor);
  const { end } = key.span;
  const width = end - key.span.offset;
  const span = { ...key.span, column: key.span.column + width + 1, offset: end + 1, end: end + 1 };
  return { kind: "scalar", value: null, text: "", span };
}

function readList(cursor: Cursor, depth: number): Node {
  const column = columnOf(cursor);
  const start = spanAt(cursor, cursor.at, cursor.at);
  const items: Node[] = [];
  let end = cursor.at;
  while (!isEnd(cursor) && columnOf(cursor) === column) {
    if (charAt(cursor) !== dash || !isBreak(charAt(cursor, cursor.at + 1))) break;
    cursor.at += 1;
    skipSpaces(cursor);
    const char = charAt(cursor);
    if (char === newline || char === hash || Number.isNaN(char)) return giveUp(cursor);
    const item = readBlock(cursor, column, depth + 1);
    items.push(item);
    end = item.span.end;
    cursor.tokens += 2;
    skipToContent(cursor);
  }
  if (columnOf(cursor) > column && !isEnd(cursor)) return giveUp(cursor);
  return { kind: "list", items, span: { ...start, end } };
}
