import type { Span } from "#base";
import type { Sources } from "./sources.ts";
import { type Look, paint } from "./text/look.ts";
import { visible } from "./text/visible.ts";
import { cutToWidth, displayWidth } from "./text/width.ts";

const widestExcerpt = 110;

/** The line that a span begins on, with carets under what it covers there. */
export function layExcerpt(span: Span, sources: Sources | undefined, look: Look): readonly string[] {
  const whole = sourceLine(span, sources);
  if (whole === undefined || whole.trim() === "") return [];
  const number = String(span.line).padStart(5);
  const room = Math.max(8, Math.min(widestExcerpt, look.width) - number.length - 3);
  // Of a very long line (a whole document on one) only what stands around the place is looked at.
  const from = Math.max(0, span.column - 1 - widestExcerpt);
  const line = whole.slice(from, from + 4 * widestExcerpt);
  const column = span.column - 1 - from;
  const covered = line.slice(column, column + Math.max(1, span.end - span.offset)).trimEnd();
  const before = visible(line.slice(0, column));
  const text = visible(line);
  const start = displayWidth(before) >= room - 4 ? before.length : 0;
  const shown = cutToWidth(text.slice(start), room);
  const offset = displayWidth(before.slice(start));
  const carets = "^".repeat(Math.max(1, Math.min(displayWidth(visible(covered)), room - offset)));
  return [
    `${paint(look, "faint", `${number} |`)} ${shown}`.trimEnd(),
    `${paint(look, "faint", `${" ".repeat(number.length)} |`)} ${" ".repeat(offset)}${paint(look, "error", carets)}`,
  ];
}

/** The text of the line that a span begins on. */
export function sourceLine(span: Span, sources: Sources | undefined): string | undefined {
  const text = sources?.get(span.file);
  if (text === undefined) return undefined;
  const start = text.lastIndexOf("\n", Math.min(span.offset, text.length) - 1) + 1;
  const end = text.indexOf("\n", start);
  return text.slice(start, end === -1 ? text.length : end).replace(/\r$/, "");
}
