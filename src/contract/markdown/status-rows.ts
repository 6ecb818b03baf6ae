import type { Span } from "#base";
import type { ListBlock, TableBlock } from "./blocks.ts";
import { type Context, tell } from "./context.ts";
import { itemText } from "./list-fields.ts";
import { readStatusPoint } from "./parts.ts";
import { cellText, plain, uncode } from "./plain.ts";
import { isReasonPhrase } from "./small-words.ts";
import type { Piece } from "./source.ts";
import { cellAt, readColumns, tellUnknownColumns } from "./table-fields.ts";

/** One answer of a table or a list of answers. */
export interface StatusRow {
  readonly status: string;
  /** The error's own code, where one is given. */
  readonly code?: string;
  readonly text: string;
  /** A type of the body, if a column has one. */
  readonly body?: Piece;
  readonly span: Span;
}

const statuses = /(?<![\w.])([1-5](?:\d\d|xx)|default)(?![\w.])/gi;

/** Whether a table lists answers or errors by their status. */
export function isStatusTable(table: TableBlock): boolean {
  const { at } = readColumns(table);
  if (at.has("status")) return true;
  const index = at.get("code") ?? (at.has("name") || at.has("type") ? undefined : 0);
  return (
    index !== undefined &&
    table.rows.length > 0 &&
    table.rows.every((row) => statusesIn(row.cells[index]?.text ?? "").length > 0)
  );
}

export function readStatusTable(context: Context, table: TableBlock): readonly StatusRow[] {
  const columns = readColumns(table);
  const statusAt = columns.at.get("status") ?? columns.at.get("code") ?? 0;
  tellUnknownColumns(context, {
    ...columns,
    unknown: columns.unknown.filter((cell) => cell !== table.header[statusAt]),
  });
  return table.rows.flatMap((row) => {
    const cell = row.cells[statusAt];
    const found = statusesIn(cell?.text ?? "");
    if (found.length === 0) {
      tellNoStatus(context, cell, row.span);
      return [];
    }
    const code = columns.at.get("code") === statusAt ? undefined : cellAt(row, columns, "code");
    const words = (["when", "description", "event", "rules", "name"] as const).flatMap((column) => {
      const piece = cellAt(row, columns, column);
      return piece === undefined ? [] : [cellText(piece.text)];
    });
    const body =
      cellAt(row, columns, "type") ?? cellAt(row, columns, "response") ?? cellAt(row, columns, "request");
    const beside = plain(cell?.text ?? "")
      .replace(statuses, "")
      .replace(/^[\s,/–—-]+|[\s,/–—-]+$/g, "");
    const more = beside === "" || isReasonPhrase(beside) ? [] : [beside];
    return found.map((status) => ({
      status,
      text: [...more, ...words].join("\n"),
      span: row.span,
      ...(code && { code: uncode(code.text) }),
      ...(body && { body }),
    }));
  });
}

function statusesIn(text: string): readonly string[] {
  return [...plain(text).matchAll(statuses)].map((match) =>
    match[1]?.toLowerCase() === "default" ? "default" : (match[1] ?? "").toUpperCase(),
  );
}

function tellNoStatus(context: Context, cell: Piece | undefined, span: Span): void {
  tell(context, cell ?? span, {
    rule: "bad-status",
    message: "this row names no status: the answer is left out",
    mend: "write a code such as 404, a range such as 4XX, or default",
  });
}

/** The points of a list of answers; those that name no status are told. */
export function readStatusList(context: Context, list: ListBlock): readonly StatusRow[] {
  return list.items.flatMap((item) => {
    const said = itemText(item);
    if (said === undefined) return [];
    const text = said.text.replace(/\n/g, " ");
    const point = readStatusPoint({ ...said.piece, text });
    const found = point?.status === undefined ? statusesIn(text).slice(0, 1) : [point.status];
    const [status] = found;
    if (status === undefined) {
      tell(context, said.piece, {
        rule: "bad-status",
        message: `no status is named here: "${plain(text).slice(0, 60)}" is left out`,
        mend: "begin with the status: 404 – there is no such order",
      });
      return [];
    }
    const rest = point === undefined ? text : (point.value?.text ?? "");
    const code = /^`([A-Za-z][\w.:-]*)`\s*(?:[:–—-]\s*|\((?=.*\)$)|,\s*)(.*)$/.exec(rest);
    const words = (code ? (code[2] ?? "") : rest).replace(/^\(([^()]*)\)$/, "$1");
    return [
      {
        status,
        text: isReasonPhrase(words) ? "" : words,
        span: context.source.at(said.piece.line, said.piece.column),
        ...(code?.[1] && { code: code[1] }),
      },
    ];
  });
}
