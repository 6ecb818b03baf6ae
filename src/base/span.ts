/** A place in a text: where an element begins and ends. Lines and columns count from 1, offsets from 0 (UTF-16 units). */
export interface Span {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  readonly end: number;
}

/** `file:line:column`, the form in which every message names a place. */
export function formatSpan(span: Span): string {
  return `${span.file}:${span.line}:${span.column}`;
}
