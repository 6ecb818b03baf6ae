import type { ScalarNode } from "../node.ts";
import { type Cursor, charAt, dash, newline, nextLine, space, spanAt } from "./cursor.ts";
import { unread } from "./scalar.ts";

const folded = 62;
const nothing = { lines: [], end: 0 };

/** The lines of a text behind `|` or `>`, which are indented further than this. */
export function readBlockScalar(cursor: Cursor, parent: number): ScalarNode {
  const { at: start } = cursor;
  const span = spanAt(cursor, start, start);
  const isFolded = charAt(cursor) === folded;
  cursor.at += 1;
  const isStripped = charAt(cursor) === dash;
  if (isStripped) cursor.at += 1;
  while (charAt(cursor) === space) cursor.at += 1;
  if (charAt(cursor) !== newline) return unread(cursor);
  const { lines, end } = readLines(cursor, parent) ?? nothing;
  if (lines.length === 0) return unread(cursor);
  let last = lines.length;
  while (last > 0 && lines[last - 1] === "") last -= 1;
  // Nothing in it is rare, and what it ends with then is a matter of its own.
  if (last === 0) return unread(cursor);
  const told = isFolded ? fold(lines.slice(0, last)) : lines.slice(0, last).join("\n");
  if (told === undefined) return unread(cursor);
  cursor.tokens += 2;
  const value = isStripped ? told : `${told}\n`;
  return { kind: "scalar", value, text: value, span: { ...span, end } };
}

/** The lines without their indentation; the cursor stands behind the last of them, at the start of a line. */
function readLines(
  cursor: Cursor,
  parent: number,
): { readonly lines: readonly string[]; readonly end: number } | undefined {
  const { text } = cursor;
  const lines: string[] = [];
  let indent = -1;
  let widest = 0;
  let last = cursor.at;
  nextLine(cursor);
  while (cursor.at < text.length) {
    let at = cursor.at;
    while (text.charCodeAt(at) === space) at += 1;
    const end = text.indexOf("\n", at);
    const lineEnd = end < 0 ? text.length : end;
    const width = at - cursor.lineStart;
    if (at === lineEnd) {
      // Spaces that are part of the text count to where it ends.
      if (indent >= 0 && width > indent) return undefined;
      widest = Math.max(widest, width);
      lines.push("");
    } else {
      if (indent < 0) {
        if (width <= parent || widest > width) return undefined;
        indent = width;
      }
      // Behind the text comes what is indented less; between the two, nobody knows.
      if (width < indent) return width > parent ? undefined : { lines, end: last };
      lines.push(text.slice(cursor.lineStart + indent, lineEnd));
      last = Math.min(lineEnd + 1, text.length);
    }
    cursor.at = lineEnd;
    if (end < 0) break;
    nextLine(cursor);
  }
  return { lines, end: last };
}

/** Lines as one, breaks between paragraphs kept; undefined where some are indented, for those are not folded. */
function fold(lines: readonly string[]): string | undefined {
  let told = "";
  let breaks = 0;
  for (const [index, line] of lines.entries()) {
    if (line.startsWith(" ")) return undefined;
    if (line === "") {
      breaks += 1;
      continue;
    }
    // Empty lines before the first stand as they are.
    told += index === breaks ? "\n".repeat(breaks) : breaks === 0 ? " " : "\n".repeat(breaks);
    told += line;
    breaks = 0;
  }
  return told;
}
