import type { TableBlock } from "./blocks.ts";
import { type Column, columnOf } from "./column-words.ts";
import { plain } from "./plain.ts";
import { type Piece, type Source, spanOf } from "./source.ts";

/** What may be said of fields in rows. */
const sayings: ReadonlySet<Column> = new Set([
  ...(["type", "required", "optional", "nullable", "rules", "description"] as const),
  ...(["default", "example", "format", "place", "values"] as const),
]);

/** A table with a column for each field, and a row for each thing that is said of them, as one with a row for each field. */
export function turnTable(source: Source, table: Omit<TableBlock, "span">): Omit<TableBlock, "span"> {
  const { header, rows } = table;
  const [corner, ...names] = header;
  const columnAt = (cell: Piece | undefined): Column | undefined => columnOf(plain(cell?.text ?? ""));
  const said = rows.map(({ cells }) => columnAt(cells[0]));
  const isTurned =
    corner !== undefined &&
    (corner.text === "" || columnAt(corner) === "name") &&
    said.includes("type") &&
    said.every((column) => column !== undefined && sayings.has(column)) &&
    names.some((name) => columnAt(name) === undefined) &&
    !names.some((name) => columnAt(name) === "type");
  if (!isTurned) return table;
  const blank: Piece = { ...corner, text: "" };
  return {
    kind: "table",
    header: [{ ...corner, text: "name" }, ...rows.map(({ cells }) => cells[0] ?? blank)],
    rows: names.map((name, index) => ({
      cells: [name, ...rows.map(({ cells }) => cells[index + 1] ?? blank)],
      span: spanOf(source, name),
    })),
  };
}
