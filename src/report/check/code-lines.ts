import type { Span } from "#base";
import type { Sources } from "../sources.ts";
import { visible } from "../text/visible.ts";

export interface CodeLine {
  readonly line: number;
  readonly text: string;
  /** What of it a span covers, from one column to another, both from 0. */
  readonly mark?: readonly [from: number, to: number];
}

const widest = 400;

/** The lines around the place where a span begins, safe to show. */
export function codeLines(
  span: Span,
  sources: Sources,
  around: { readonly before: number; readonly after: number },
): readonly CodeLine[] {
  const text = sources.get(span.file);
  if (text === undefined) return [];
  let start = text.lastIndexOf("\n", span.offset - 1) + 1;
  let line = span.line;
  for (let left = around.before; left > 0 && start > 0; left -= 1, line -= 1)
    start = text.lastIndexOf("\n", start - 2) + 1;
  const found: CodeLine[] = [];
  for (; line <= span.line + around.after && start <= text.length; line += 1) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    const whole = text.slice(start, Math.min(end, start + widest)).replace(/\r$/, "");
    found.push({
      line,
      text: visible(whole),
      ...(line === span.line && { mark: markOf(span, start, whole) }),
    });
    if (newline === -1) break;
    start = newline + 1;
  }
  return found;
}

function markOf(span: Span, start: number, whole: string): readonly [number, number] {
  const from = visible(whole.slice(0, span.offset - start)).length;
  const covered = whole.slice(span.offset - start, Math.max(span.end, span.offset + 1) - start);
  return [from, from + Math.max(1, visible(covered).length)];
}
