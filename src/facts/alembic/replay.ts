import type { Span } from "#base";
import { spanOf } from "../places.ts";
import type { Revision, Step } from "./revision.ts";

/** A table as the revisions leave it. */
export interface TableState {
  readonly columns: ReadonlySet<string>;
  /** Columns of each index, by its name where it has one. */
  readonly indexes: readonly { readonly name: string | undefined; readonly columns: readonly string[] }[];
  /** Where columns were taken out of it. */
  readonly dropped: ReadonlyMap<string, Span>;
  /** Whether some revision makes it, so that all of its columns are known. */
  readonly isMade: boolean;
}

interface Draft {
  readonly columns: Set<string>;
  indexes: { readonly name: string | undefined; readonly columns: readonly string[] }[];
  readonly dropped: Map<string, Span>;
  isMade: boolean;
}

/** The tables of a database after all revisions. */
export function replay(ordered: readonly Revision[]): ReadonlyMap<string, TableState> {
  const tables = new Map<string, Draft>();
  for (const { upgrade } of ordered) for (const step of upgrade) apply(tables, step);
  return tables;
}

function apply(tables: Map<string, Draft>, step: Step): void {
  const { kind, table: name, columns } = step;
  if (kind === "drop_index") {
    for (const each of tables.values())
      each.indexes = each.indexes.filter((index) => index.name !== step.name);
    return;
  }
  if (name === undefined) return;
  if (kind === "drop_table") {
    tables.delete(name);
    return;
  }
  const table: Draft = tables.get(name) ?? {
    columns: new Set(),
    indexes: [],
    dropped: new Map(),
    isMade: false,
  };
  tables.set(name, table);
  switch (kind) {
    case "create_table":
      // Columns that are spread into it cannot be told.
      table.isMade = !step.isOpen;
      for (const column of columns) add(table, column.name, column.indexed);
      break;
    case "add_column":
      for (const column of columns) add(table, column.name, column.indexed);
      break;
    case "drop_column":
      for (const column of columns) {
        table.columns.delete(column.name);
        table.dropped.set(column.name, spanOf(step.module, step.call));
        table.indexes = table.indexes.filter((index) => !index.columns.includes(column.name));
      }
      break;
    case "alter_column":
      if (step.name !== undefined) for (const column of columns) rename(table, column.name, step.name);
      break;
    case "rename_table":
      if (step.name === undefined) break;
      tables.delete(name);
      tables.set(step.name, table);
      break;
    case "create_index":
    case "create_unique_constraint":
      table.indexes.push({ name: step.name, columns: columns.map((column) => column.name) });
      break;
    default:
  }
}

function add(table: Draft, name: string, indexed: boolean): void {
  table.columns.add(name);
  table.dropped.delete(name);
  if (indexed) table.indexes.push({ name: undefined, columns: [name] });
}

function rename(table: Draft, before: string, after: string): void {
  table.columns.delete(before);
  table.columns.add(after);
  table.indexes = table.indexes.map(({ name, columns }) => ({
    name,
    columns: columns.map((column) => (column === before ? after : column)),
  }));
}
