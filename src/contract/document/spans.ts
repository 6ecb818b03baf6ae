import type { LineCounter } from "yaml";
import type { Span } from "#base";

/** Makes spans of one text. */
export interface Spans {
  readonly file: string;
  /** Every span lies within the text, whatever offsets come in. */
  at(from: number, to: number): Span;
}

export function makeSpans(file: string, text: string, lines: LineCounter): Spans {
  return {
    file,
    at(from, to) {
      const offset = Math.max(0, Math.min(from, text.length));
      const place = lines.linePos(offset);
      const end = Math.max(offset, Math.min(to, text.length));
      return { file, line: Math.max(1, place.line), column: Math.max(1, place.col), offset, end };
    },
  };
}
