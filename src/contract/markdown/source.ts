import type { Span } from "#base";

/** The text of a record by its lines, and spans within it. */
export interface Source {
  readonly file: string;
  readonly text: string;
  /** Without the ends of lines. */
  readonly lines: readonly string[];
  /** Line and columns count from 0 here; every span lies within the text, whatever comes in. */
  at(line: number, from?: number, to?: number): Span;
  /** From the beginning of one line to the end of another, blank ends of lines left out. */
  over(first: number, last: number): Span;
}

/** A piece of one line, as written. */
export interface Piece {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

export function makeSource(file: string, text: string): Source {
  const starts = [0];
  // The same ends of lines that CommonMark knows.
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  const lines = starts.map((start, index) => text.slice(start, starts[index + 1]).replace(/[\r\n]+$/, ""));
  const at = (line: number, from = 0, to?: number): Span => {
    const row = Math.max(0, Math.min(line, lines.length - 1));
    const length = lines[row]?.length ?? 0;
    const column = Math.max(0, Math.min(from, length));
    const offset = (starts[row] ?? 0) + column;
    const end = (starts[row] ?? 0) + Math.max(column, Math.min(to ?? length, length));
    return { file, line: row + 1, column: column + 1, offset, end };
  };
  return {
    file,
    text,
    lines,
    at,
    over(first, last) {
      let end = Math.min(last, lines.length - 1);
      while (end > first && (lines[end] ?? "").trim() === "") end -= 1;
      const start = at(first, (lines[first] ?? "").search(/\S|$/));
      return { ...start, end: Math.max(start.end, at(end).end) };
    },
  };
}

export function spanOf(source: Source, piece: Piece): Span {
  return source.at(piece.line, piece.column, piece.column + piece.text.length);
}

/** A part of a piece, by offsets within its text, white space around it left out. */
export function cut(piece: Piece, from: number, to: number = piece.text.length): Piece {
  const inner = piece.text.slice(from, to);
  const start = inner.search(/\S/);
  const text = inner.trim();
  return { text, line: piece.line, column: piece.column + from + Math.max(0, start) };
}
