import type { Span } from "#base";
import type { Sources } from "../sources.ts";

/** Where a span ends: the line and the column behind its last character. */
export function endOf(span: Span, sources: Sources): { readonly line: number; readonly column: number } {
  const covered = sources.get(span.file)?.slice(span.offset, span.end) ?? "";
  const lines = covered.split(/\r\n?|\n/);
  const last = lines.at(-1) ?? "";
  const column = lines.length === 1 ? span.column + last.length : last.length + 1;
  return { line: span.line + lines.length - 1, column };
}
