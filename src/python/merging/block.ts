import type { PythonItem, PythonModule } from "../reading/read-module.ts";

/** A statement, and what stands between it and the one before it. */
export interface Piece {
  readonly item: PythonItem;
  readonly name: string;
  readonly gap: string;
  readonly text: string;
}

/** The statements of a module or of a class, in order, to be put together again. */
export interface Block {
  readonly pieces: readonly Piece[];
  readonly tail: string;
}

export function blockOfModule({ text, items }: PythonModule): Block {
  return takeApart(text, items, 0, text.length);
}

/** The body of a class; undefined where it has none on lines of its own. */
export function blockOfClass(text: string, { body, end }: PythonItem): Block | undefined {
  return body && takeApart(text, body.items, body.start, end);
}

function takeApart(text: string, items: readonly PythonItem[], from: number, to: number): Block {
  let after = from;
  const pieces = items.map((item): Piece => {
    const gap = text.slice(after, item.start);
    after = item.end;
    return { item, name: item.name, gap, text: text.slice(item.start, item.end) };
  });
  return { pieces, tail: text.slice(after, to) };
}

export function putTogether({ pieces, tail }: Block): string {
  return pieces.map(({ gap, text }) => gap + text).join("") + tail;
}

/** Takes a piece out, with the blank lines before it; comments that stand alone stay. */
export function withoutPiece({ pieces, tail }: Block, index: number): Block {
  const gone = pieces[index];
  const next = pieces[index + 1];
  if (!gone) return { pieces, tail };
  const before = pieces.slice(0, index);
  if (!next) return { pieces: before, tail: isBlank(gone.gap) ? tail : gone.gap.trimEnd() + tail };
  const gap = index === 0 && isBlank(next.gap) ? gone.gap : joinGaps(gone.gap, next.gap);
  return { pieces: [...before, { ...next, gap }, ...pieces.slice(index + 2)], tail };
}

/** Puts pieces of another block in, after the piece at an index; -1 puts them first. */
export function withPieces(
  { pieces, tail }: Block,
  index: number,
  added: readonly Piece[],
  gapAfter: string,
): Block {
  const next = pieces[index + 1];
  const [first, ...rest] = added;
  if (!first) return { pieces, tail };
  if (!next) return { pieces: [...pieces, ...added], tail };
  const opening = index < 0 ? { ...first, gap: next.gap } : first;
  const closing = { ...next, gap: index < 0 ? gapAfter : joinGaps(gapAfter, next.gap) };
  return {
    pieces: [...pieces.slice(0, index + 1), opening, ...rest, closing, ...pieces.slice(index + 2)],
    tail,
  };
}

export function isBlank(gap: string): boolean {
  return gap.trim() === "";
}

/** Of two runs of blank lines the longer; comments are kept. */
function joinGaps(one: string, other: string): string {
  if (isBlank(one)) return isBlank(other) && countBreaks(one) > countBreaks(other) ? one : other;
  return isBlank(other) ? one : one + other;
}

function countBreaks(gap: string): number {
  return gap.split("\n").length;
}
