import { cleanLine } from "#base";
import { type Look, paint, type Style } from "./look.ts";
import { displayWidth, padToWidth, shorten, wrap } from "./width.ts";

export interface Cell {
  readonly text: string;
  readonly style?: Style;
}

/** Cells as wide as they need to be, then one that takes the rest and wraps, then a short end such as a place. */
export interface Row {
  readonly cells: readonly Cell[];
  readonly body: Cell;
  readonly end?: Cell;
}

export interface TableOptions {
  readonly look: Look;
  /** Columns left free before the table. */
  readonly indent: number;
  /** Most lines of one body; what is longer is cut, visibly. */
  readonly bodyLines?: number;
}

const gap = 2;
const narrowestBody = 34;
const widestCell = 44;

/** Lines of a table, none wider than the terminal: side by side where there is room, else the body below its cells. */
export function layTable(rows: readonly Row[], options: TableOptions): readonly string[] {
  return layRows(rows, options).flat();
}

/** As `layTable`, with the lines of each row apart. */
export function layRows(rows: readonly Row[], options: TableOptions): readonly (readonly string[])[] {
  const clean = dropEmptyColumns(rows.map(cleanRow));
  const room = Math.max(20, options.look.width - options.indent);
  const widths = columnWidths(clean);
  const fixed = widths.reduce((sum, width) => sum + width + gap, 0);
  const endWidth = Math.max(0, ...clean.map(({ end }) => displayWidth(end?.text ?? "")));
  const withEnd = endWidth > 0 ? endWidth + gap : 0;
  const layout: Layout =
    room - fixed - withEnd >= narrowestBody
      ? { kind: "columns", widths, body: room - fixed - withEnd, options }
      : room - fixed >= narrowestBody
        ? { kind: "columns", widths, body: room - fixed, options }
        : { kind: "stacked", widths, body: room - stackedIndent, options };
  const margin = " ".repeat(options.indent);
  return clean.map((row) => layRow(row, layout, room).map((line) => (margin + line).trimEnd()));
}

interface Layout {
  readonly kind: "columns" | "stacked";
  readonly widths: readonly number[];
  readonly body: number;
  readonly options: TableOptions;
}

const stackedIndent = 7;

function cleanRow({ cells, body, end }: Row): Row {
  const clean = (cell: Cell): Cell => ({ ...cell, text: cleanLine(cell.text) });
  return { cells: cells.map(clean), body: clean(body), ...(end && { end: clean(end) }) };
}

/** A column in which no row has anything takes no room. */
function dropEmptyColumns(rows: readonly Row[]): readonly Row[] {
  const used = (index: number): boolean => rows.some(({ cells }) => (cells[index]?.text ?? "") !== "");
  return rows.map((row) => ({ ...row, cells: row.cells.filter((_, index) => used(index)) }));
}

function columnWidths(rows: readonly Row[]): readonly number[] {
  const count = Math.max(0, ...rows.map(({ cells }) => cells.length));
  return Array.from({ length: count }, (_, index) =>
    Math.min(widestCell, Math.max(0, ...rows.map(({ cells }) => displayWidth(cells[index]?.text ?? "")))),
  );
}

function layRow(row: Row, layout: Layout, room: number): readonly string[] {
  const { look, bodyLines } = layout.options;
  const body = limit(wrap(row.body.text, layout.body), bodyLines, layout.body);
  const painted = body.map((line) => paint(look, row.body.style, line));
  const ended = addEnd(painted, body, row.end, layout, layout.kind === "columns" ? layout.body : room);
  if (layout.kind === "columns") return layColumns(row, ended, layout);
  const head = layHead(row, layout, room);
  const below = row.body.text === "" && !row.end ? [] : ended.map((line) => " ".repeat(stackedIndent) + line);
  return [...head, ...below];
}

function limit(lines: readonly string[], most: number | undefined, width: number): readonly string[] {
  if (most === undefined || lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), shorten(lines.slice(most - 1).join(" "), width)];
}

/** The end stands on the body's last line: beside the body's column where there is room, else right after it, else below. */
function addEnd(
  painted: readonly string[],
  body: readonly string[],
  end: Cell | undefined,
  { kind, options, body: width, widths }: Layout,
  room: number,
): readonly string[] {
  if (!end || end.text === "") return painted;
  const { look, indent } = options;
  const shown = paint(look, end.style, end.text);
  const last = body.at(-1) ?? "";
  const used = kind === "columns" ? widths.reduce((sum, one) => sum + one + gap, 0) : stackedIndent;
  const free = look.width - indent - used;
  const rest = painted.slice(0, -1);
  if (kind === "columns" && width + gap + displayWidth(end.text) <= free)
    return [
      ...rest,
      `${(painted.at(-1) ?? "") + " ".repeat(Math.max(0, width - displayWidth(last)))}  ${shown}`,
    ];
  if (displayWidth(last) + gap + displayWidth(end.text) <= free)
    return [...rest, last === "" ? shown : `${painted.at(-1) ?? ""}  ${shown}`];
  const broken = wrap(end.text, Math.max(1, Math.min(room, free)));
  return [...painted, ...broken.map((line) => paint(look, end.style, line))];
}

function layColumns(row: Row, body: readonly string[], { widths, options }: Layout): readonly string[] {
  const columns = widths.map((width, index) => wrap(row.cells[index]?.text ?? "", width));
  const height = Math.max(body.length, ...columns.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => {
    const cells = columns.map(
      (lines, index) =>
        paint(options.look, row.cells[index]?.style, lines[line] ?? "") +
        " ".repeat((widths[index] ?? 0) - displayWidth(lines[line] ?? "") + gap),
    );
    return cells.join("") + (body[line] ?? "");
  });
}

/** The cells on one line where they fit, else flowing. */
function layHead(row: Row, { widths, options }: Layout, room: number): readonly string[] {
  const fits =
    widths.reduce((sum, width) => sum + width + gap, -gap) <= room &&
    row.cells.every(({ text }, index) => displayWidth(text) <= (widths[index] ?? 0));
  if (!fits) {
    const flowing = wrap(row.cells.map(({ text }) => text).join("  "), room - gap);
    return flowing.map((line, index) => (index === 0 ? line : " ".repeat(gap) + line));
  }
  const cells = row.cells.map(({ text, style }, index) =>
    paint(options.look, style, padToWidth(text, widths[index] ?? 0)),
  );
  return [cells.join(" ".repeat(gap)).trimEnd()];
}
