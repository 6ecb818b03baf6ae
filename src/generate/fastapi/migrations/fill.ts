import { importedModule, literal, type Py, py, str } from "#python";
import type { ColumnType } from "../tables.ts";
import type { KeptColumn, KeptTable } from "./kept-table.ts";

/** What rows that exist get in a column in which they must have something from now on. */
export type Fill =
  | { readonly kind: "value"; readonly value: string | number | boolean }
  /** The moment, or the day, of the migration. */
  | { readonly kind: "now" | "today" };

/** The value for a column; none where there is none that is right for all rows. */
export type FillColumn = (table: KeptTable, column: KeptColumn) => Fill | undefined;

/** Says nothing: an empty text, zero, false, now. */
export function neutralFill({ kind }: ColumnType): Fill | undefined {
  switch (kind) {
    case "text":
    case "string":
      return { kind: "value", value: "" };
    case "integer":
    case "float":
    case "numeric":
      return { kind: "value", value: 0 };
    case "boolean":
      return { kind: "value", value: false };
    case "datetime":
      return { kind: "now" };
    case "date":
      return { kind: "today" };
    case "bytes":
    case "uuid":
    case "json":
      return undefined;
  }
}

export function printFill(fill: Fill): Py {
  return fill.kind === "value" ? literal(fill.value) : printMoment(fill.kind);
}

function printMoment(kind: "now" | "today"): Py {
  return kind === "now" ? py`${sa()}.func.now()` : py`${sa()}.func.current_date()`;
}

export function printServerDefault(fill: Fill): Py {
  if (fill.kind !== "value") return printMoment(fill.kind);
  if (typeof fill.value === "string") return str(fill.value);
  if (typeof fill.value === "boolean") return fill.value ? py`${sa()}.true()` : py`${sa()}.false()`;
  return py`${sa()}.text(${str(String(fill.value))})`;
}

function sa(): Py {
  return importedModule("sqlalchemy", { as: "sa" });
}
