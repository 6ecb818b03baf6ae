import { literal, type Py, py, str } from "#python";
import type { Database } from "../blueprint.ts";
import { printSteps, type Step } from "./alter-steps.ts";
import { type Fill, type FillColumn, printFill, printServerDefault } from "./fill.ts";
import { foreignKeyName, indexName, type KeptColumn, type KeptTable, uniqueName } from "./kept-table.ts";
import {
  columnType,
  constraintName,
  createIndex,
  createTables,
  dropTables,
  keyTarget,
  op,
  printColumn,
  quoted,
  sa,
} from "./print-tables.ts";
import type { TableAlteration, TableChanges } from "./table-changes.ts";

/** The statements of one direction, in an order in which none stands in another's way. */
export function printChanges(database: Database, changes: TableChanges, fill: FillColumn): readonly Py[] {
  const { created, dropped, altered, kept } = changes;
  const steps = (choose: (alteration: TableAlteration) => readonly Step[]): readonly Py[] =>
    altered.flatMap((alteration) => printSteps(database, choose(alteration)));
  return [
    ...steps((alteration) => clearSteps(database, alteration)),
    ...createTables(database, created, kept),
    ...steps((alteration) => alterSteps(database, alteration, fill)),
    ...dropTables(database, dropped, kept),
  ];
}

/** Old constraints and names that are in the way of new ones. */
function clearSteps(database: Database, alteration: TableAlteration): readonly Step[] {
  const { from, to, renamed } = alteration;
  const drop = (label: string, type: "unique" | "foreignkey"): Step => ({
    kind: "alter",
    table: from,
    method: "drop_constraint",
    label: constraintName(database, label),
    arguments: py`type_=${str(type)}`,
  });
  const { uniques, indexes, keys } = differences(alteration);
  return [
    ...indexes.gone.map((columns): Step => {
      const label = constraintName(database, indexName(from, columns));
      return { kind: "statement", text: py`${op()}.drop_index(${label}, table_name=${str(from.name)})` };
    }),
    ...uniques.gone.map((columns) => drop(uniqueName(from, columns), "unique")),
    ...keys.gone.map((column) => drop(foreignKeyName(from, column), "foreignkey")),
    ...(from.name === to.name
      ? []
      : [statement(py`${op()}.rename_table(${str(from.name)}, ${str(to.name)})`)]),
    ...renamed.map((pair) => renameStep(database, to, pair.from.name, pair.to.name)),
  ];
}

function statement(text: Py): Step {
  return { kind: "statement", text };
}

/** SQLite renames a column in place, without the rebuilding that all else takes. */
function renameStep(database: Database, table: KeptTable, from: string, to: string): Step {
  if (database === "sqlite") {
    const sql = `ALTER TABLE "${table.name}" RENAME COLUMN "${from}" TO "${to}"`;
    return statement(py`${op()}.execute(${str(sql)})`);
  }
  return {
    kind: "alter",
    table,
    method: "alter_column",
    arguments: py`${str(from)}, new_column_name=${str(to)}`,
  };
}

function alterSteps(database: Database, alteration: TableAlteration, fill: FillColumn): readonly Step[] {
  const { to, added, dropped, changed } = alteration;
  const { uniques, indexes, keys } = differences(alteration);
  const fills = new Map(needingValues(alteration).map((column) => [column.name, fill(to, column)]));
  const isReplaced = ({ name }: KeptColumn): boolean => dropped.some((other) => other.name === name);
  const add = (column: KeptColumn): Step => addStep(database, to, column, fills.get(column.name));
  return [
    ...changed.flatMap((pair) => fillSteps(database, to, pair, fills.get(pair.to.name))),
    ...changed.flatMap((pair) => changeStep(database, to, pair, fills)),
    ...dropped.map(
      (column): Step => ({ kind: "alter", table: to, method: "drop_column", arguments: str(column.name) }),
    ),
    ...(added.some(isReplaced) ? [{ kind: "barrier" } as const] : []),
    ...added.map(add),
    ...uniques.added.map(
      (columns): Step => ({
        kind: "alter",
        table: to,
        method: "create_unique_constraint",
        label: constraintName(database, uniqueName(to, columns)),
        arguments: py`[${quoted(columns)}]`,
      }),
    ),
    ...keys.added.map(
      (column): Step => ({
        kind: "alter",
        table: to,
        method: "create_foreign_key",
        label: constraintName(database, foreignKeyName(to, column)),
        arguments: keyTarget(column),
      }),
    ),
    { kind: "barrier" },
    // Its default was for the rows that were there; new ones say what they are.
    ...added.flatMap((column) => (fills.get(column.name) ? [dropDefaultStep(to, column)] : [])),
    ...indexes.added.map((columns) => statement(createIndex(database, to, columns))),
  ];
}

/** Columns that rows which exist must have a value in from now on. */
export function needingValues({ added, changed }: TableAlteration): readonly KeptColumn[] {
  const required = changed.filter((pair) => pair.from.nullable && !pair.to.nullable).map((pair) => pair.to);
  return [...added.filter(({ nullable }) => !nullable), ...required];
}

function addStep(database: Database, table: KeptTable, column: KeptColumn, fill: Fill | undefined): Step {
  const added = !column.nullable && fill === undefined ? { ...column, nullable: true } : column;
  const text = printColumn(database, added, fill && printServerDefault(fill));
  return { kind: "alter", table, method: "add_column", arguments: text };
}

function dropDefaultStep(table: KeptTable, column: KeptColumn): Step {
  return {
    kind: "alter",
    table,
    method: "alter_column",
    arguments: py`${str(column.name)}, server_default=None`,
  };
}

interface ChangedColumn {
  readonly from: KeptColumn;
  readonly to: KeptColumn;
}

/** Rows without a value get one before they must have it. */
function fillSteps(
  database: Database,
  table: KeptTable,
  { from, to }: ChangedColumn,
  fill: Fill | undefined,
): readonly Step[] {
  if (!fill || !from.nullable || to.nullable) return [];
  const column = py`${sa()}.column(${str(to.name)}, ${columnType(database, to.type)})`;
  return [
    statement(py`
      ${op()}.execute(
          ${sa()}.update(${sa()}.table(${str(table.name)}, ${column}))
          .where(${sa()}.column(${str(to.name)}).is_(None))
          .values({${str(to.name)}: ${printFill(fill)}})
      )
    `),
  ];
}

function changeStep(
  database: Database,
  table: KeptTable,
  { from, to }: ChangedColumn,
  fills: ReadonlyMap<string, Fill | undefined>,
): readonly Step[] {
  const hasOtherType = JSON.stringify(from.type) !== JSON.stringify(to.type);
  const becomesRequired = from.nullable && !to.nullable;
  // Without a value for the rows that have none it stays as it was.
  const nullable = becomesRequired && fills.get(to.name) === undefined ? true : to.nullable;
  const parts = [
    ...(hasOtherType ? [py`type_=${columnType(database, to.type)}`] : []),
    ...(nullable === from.nullable ? [] : [py`nullable=${literal(nullable)}`]),
    py`existing_type=${columnType(database, from.type)}`,
    ...(hasOtherType ? [py`existing_nullable=${literal(from.nullable)}`] : []),
  ];
  if (!hasOtherType && nullable === from.nullable) return [];
  return [{ kind: "alter", table, method: "alter_column", arguments: py`${str(to.name)}, ${parts}` }];
}

/** Constraints and indexes by name: renaming a column or a table renames them too. */
function differences({ from, to }: TableAlteration) {
  const names = <T>(table: KeptTable, all: readonly T[], name: (table: KeptTable, one: T) => string) =>
    new Set(all.map((one) => name(table, one)));
  const split = <T>(
    before: readonly T[],
    after: readonly T[],
    name: (table: KeptTable, one: T) => string,
  ) => {
    const old = names(from, before, name);
    const now = names(to, after, name);
    return {
      gone: before.filter((one) => !now.has(name(from, one))),
      added: after.filter((one) => !old.has(name(to, one))),
    };
  };
  const keysOf = ({ columns }: KeptTable): readonly KeptColumn[] =>
    columns.filter(({ refersTo }) => refersTo);
  return {
    uniques: split(from.uniques, to.uniques, uniqueName),
    indexes: split(from.indexes, to.indexes, indexName),
    keys: split(
      keysOf(from),
      keysOf(to),
      (table, column) => `${foreignKeyName(table, column)} ${column.refersTo?.onDelete ?? ""}`,
    ),
  };
}
