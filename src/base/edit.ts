import type { Span } from "./span.ts";

/** A file that a step writes whole. `before` is the digest it must have now; absent means: must not exist. */
export interface FileEdit {
  readonly path: string;
  readonly before?: string;
  readonly text: string;
  readonly executable?: boolean;
}

/** A stretch of a text, and what is to stand there instead. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/**
 * A text with its stretches replaced, from the last to the first, all else as it is; undefined where two of them overlap or one
 * lies outside.
 */
export function spliceEdits(text: string, edits: readonly TextEdit[]): string | undefined {
  const sorted = edits.toSorted((one, other) => one.span.offset - other.span.offset);
  const parts: string[] = [];
  let at = 0;
  for (const { span, text: instead } of sorted) {
    if (span.offset < at || span.end < span.offset || span.end > text.length) return undefined;
    parts.push(text.slice(at, span.offset), instead);
    at = span.end;
  }
  return [...parts, text.slice(at)].join("");
}
