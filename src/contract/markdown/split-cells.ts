import { cut, type Piece } from "./source.ts";

/** The cells of a row as GFM splits them: at every bar without a backslash before it. That backslash stays out. */
export function splitCells(written: string, line: number): readonly Piece[] {
  const start = written.search(/\S|$/);
  const text = written.trimEnd();
  const row: Piece = { text, line, column: 0 };
  const cells: Piece[] = [];
  let from = text[start] === "|" ? start + 1 : start;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] !== "|" || text[at - 1] === "\\") continue;
    cells.push(cut(row, from, at));
    from = at + 1;
  }
  if (from < text.length) cells.push(cut(row, from));
  return cells.map((cell) => ({ ...cell, text: cell.text.replaceAll("\\|", "|") }));
}
