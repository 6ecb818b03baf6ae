import { cut, type Piece } from "./source.ts";

/**
 * The cells of a row as GFM splits them: at every bar without a backslash before it. That backslash stays out. A row with more
 * than a table has columns has bars in code marks, which nobody means to part anything.
 */
export function splitCells(written: string, line: number, most = Number.POSITIVE_INFINITY): readonly Piece[] {
  const cells = splitRow(written, line, false);
  if (cells.length <= most) return cells;
  const whole = splitRow(written, line, true);
  return whole.length <= most ? whole : cells;
}

function splitRow(written: string, line: number, keepsCode: boolean): readonly Piece[] {
  const start = written.search(/\S|$/);
  const text = written.trimEnd();
  const row: Piece = { text, line, column: 0 };
  const cells: Piece[] = [];
  let from = text[start] === "|" ? start + 1 : start;
  let isCode = false;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "`") isCode = keepsCode && !isCode;
    if (isCode) continue;
    if (text[at] !== "|" || text[at - 1] === "\\") continue;
    cells.push(cut(row, from, at));
    from = at + 1;
  }
  if (from < text.length) cells.push(cut(row, from));
  return cells.map((cell) => ({ ...cell, text: cell.text.replaceAll("\\|", "|") }));
}
