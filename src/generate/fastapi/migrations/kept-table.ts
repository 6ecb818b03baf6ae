import { keepsIdentities } from "../app/models.ts";
import type { Blueprint } from "../blueprint.ts";
import type { ColumnReference, ColumnType, Table } from "../tables.ts";

/** A table as a database has it: what migrations make and change, and nothing of what only the application knows. */
export interface KeptTable {
  readonly name: string;
  readonly columns: readonly KeptColumn[];
  readonly primaryKey: readonly string[];
  readonly uniques: readonly (readonly string[])[];
  readonly indexes: readonly (readonly string[])[];
  /** On SQLite: identities of rows that are gone are never given again. */
  readonly keepsIdentities: boolean;
}

export interface KeptColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly refersTo?: ColumnReference;
}

export function keptTables(blueprint: Blueprint): readonly KeptTable[] {
  return blueprint.tables.map((table) => keptTable(table, keepsIdentities(blueprint, table)));
}

function keptTable(table: Table, keeps: boolean): KeptTable {
  const single = (choose: (column: Table["columns"][number]) => boolean): readonly (readonly string[])[] =>
    table.columns.filter(choose).map(({ name }) => [name]);
  return {
    name: table.name,
    columns: table.columns.map(({ name, type, nullable, refersTo }) => ({
      name,
      type,
      nullable,
      ...(refersTo && { refersTo }),
    })),
    primaryKey: table.columns.filter(({ primaryKey }) => primaryKey).map(({ name }) => name),
    uniques: [...single(({ unique }) => unique), ...table.uniques],
    indexes: [...single(({ index }) => index), ...table.indexes],
    keepsIdentities: keeps,
  };
}

// The names that the metadata's convention gives.

export function uniqueName(table: KeptTable, columns: readonly string[]): string {
  return `uq_${table.name}_${columns.join("_")}`;
}

export function indexName(table: KeptTable, columns: readonly string[]): string {
  return `ix_${table.name}_${columns.join("_")}`;
}

export function foreignKeyName(table: KeptTable, column: KeptColumn): string {
  return `fk_${table.name}_${column.name}_${column.refersTo?.table}`;
}
