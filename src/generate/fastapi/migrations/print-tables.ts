import { imported, importedModule, literal, type Py, py, str } from "#python";
import type { Database } from "../blueprint.ts";
import { type ColumnType, ondeleteOf } from "../tables.ts";
import { foreignKeyName, indexName, type KeptColumn, type KeptTable, uniqueName } from "./kept-table.ts";

/** Makes tables, each after those it refers to as far as that can be, and their indexes. */
export function createTables(
  database: Database,
  tables: readonly KeptTable[],
  there: readonly string[] = [],
): readonly Py[] {
  const late = (table: KeptTable): readonly KeptColumn[] => lateKeys(database, tables, there, table);
  return [
    ...tables.flatMap((table) => [
      createTable(database, table, late(table)),
      ...table.indexes.map((columns) => createIndex(database, table, columns)),
    ]),
    ...tables.flatMap((table) => late(table).map((column) => addForeignKey(database, table, column))),
  ];
}

/** Takes tables away again, the last first. */
export function dropTables(
  database: Database,
  tables: readonly KeptTable[],
  there: readonly string[] = [],
): readonly Py[] {
  const keys = tables.flatMap((table) =>
    lateKeys(database, tables, there, table).map(
      (column) =>
        py`${op()}.drop_constraint(${constraintName(database, foreignKeyName(table, column))}, ${str(table.name)})`,
    ),
  );
  const names = tables.toReversed().map((table) => str(table.name));
  if (names.length === 0) return keys;
  const [first] = names;
  if (names.length === 1) return [...keys, py`${op()}.drop_table(${first})`];
  return [
    ...keys,
    py`
      for table in (${names}):
          ${op()}.drop_table(table)
    `,
  ];
}

function createTable(database: Database, table: KeptTable, late: readonly KeptColumn[]): Py {
  const keys = table.columns.filter((column) => column.refersTo !== undefined && !late.includes(column));
  const parts = [
    ...table.columns.map((column) => printColumn(database, column)),
    ...keys.map((column) => foreignKey(database, table, column)),
    primaryKey(database, table),
    ...table.uniques.map((columns) => uniqueConstraint(database, table, columns)),
  ];
  return py`
    ${op()}.create_table(
        ${str(table.name)},
        ${parts.map((part) => py`${part},`)}
        ${table.keepsIdentities && py`sqlite_autoincrement=True,`}
    )
  `;
}

/** A column as it is made; the default is for the rows that are there already. */
export function printColumn(
  database: Database,
  { name, type, nullable }: KeptColumn,
  serverDefault?: Py,
): Py {
  const fallback = serverDefault && py`server_default=${serverDefault}, `;
  return py`${sa()}.Column(${str(name)}, ${columnType(database, type)}, ${fallback}nullable=${literal(nullable)})`;
}

export function columnType(database: Database, type: ColumnType): Py {
  const isPostgresql = database === "postgresql";
  switch (type.kind) {
    case "text":
      return py`${sa()}.Text()`;
    case "string":
      return py`${sa()}.String(length=${type.length})`;
    case "integer":
      return isPostgresql ? py`${sa()}.BigInteger()` : py`${sa()}.Integer()`;
    case "float":
      return py`${sa()}.Float()`;
    case "numeric":
      return isPostgresql ? py`${sa()}.Numeric()` : py`${sa()}.Text()`;
    case "boolean":
      return py`${sa()}.Boolean()`;
    case "datetime":
      return isPostgresql ? py`${sa()}.DateTime(timezone=True)` : py`${sa()}.DateTime()`;
    case "date":
      return py`${sa()}.Date()`;
    case "bytes":
      return py`${sa()}.LargeBinary()`;
    case "uuid":
      return py`${sa()}.Uuid()`;
    case "json":
      return isPostgresql ? py`${imported("sqlalchemy.dialects", "postgresql")}.JSONB()` : py`${sa()}.JSON()`;
  }
}

function primaryKey(database: Database, table: KeptTable): Py {
  const label = constraintName(database, `pk_${table.name}`);
  return py`${sa()}.PrimaryKeyConstraint(${quoted(table.primaryKey)}, name=${label})`;
}

function uniqueConstraint(database: Database, table: KeptTable, columns: readonly string[]): Py {
  const label = constraintName(database, uniqueName(table, columns));
  return py`${sa()}.UniqueConstraint(${quoted(columns)}, name=${label})`;
}

export function createIndex(database: Database, table: KeptTable, columns: readonly string[]): Py {
  const label = constraintName(database, indexName(table, columns));
  return py`${op()}.create_index(${label}, ${str(table.name)}, [${quoted(columns)}])`;
}

function foreignKey(database: Database, table: KeptTable, column: KeptColumn): Py {
  const target = str(`${column.refersTo?.table}.${column.refersTo?.column}`);
  const label = constraintName(database, foreignKeyName(table, column));
  return py`${sa()}.ForeignKeyConstraint([${str(column.name)}], [${target}], name=${label}${ondelete(column)})`;
}

/** Foreign keys to tables that are made later, as in a circle. SQLite takes them at once, and cannot add them afterwards. */
function lateKeys(
  database: Database,
  tables: readonly KeptTable[],
  there: readonly string[],
  table: KeptTable,
): readonly KeptColumn[] {
  if (database === "sqlite") return [];
  const made = [...there, ...tables.slice(0, tables.indexOf(table) + 1).map((earlier) => earlier.name)];
  return table.columns.filter(({ refersTo }) => refersTo !== undefined && !made.includes(refersTo.table));
}

function addForeignKey(database: Database, table: KeptTable, column: KeptColumn): Py {
  return py`
    ${op()}.create_foreign_key(
        ${constraintName(database, foreignKeyName(table, column))}, ${str(table.name)}, ${keyTarget(column)}
    )
  `;
}

/** What a foreign key says behind its name, and behind its table where it is not said within one. */
export function keyTarget({ name, refersTo }: KeptColumn): Py {
  return py`${str(refersTo?.table ?? "")}, [${str(name)}], [${str(refersTo?.column ?? "id")}]${ondelete({ refersTo })}`;
}

function ondelete({ refersTo }: { readonly refersTo?: KeptColumn["refersTo"] | undefined }): Py | false {
  const action = refersTo && ondeleteOf(refersTo);
  return action !== undefined && py`, ondelete=${str(action)}`;
}

/** The name that the metadata's convention gives. PostgreSQL cuts long ones, and only `op.f` has SQLAlchemy do so first. */
export function constraintName(database: Database, label: string): Py {
  const isLong = database === "postgresql" && new TextEncoder().encode(label).length > 63;
  return isLong ? py`${op()}.f(${str(label)})` : str(label);
}

export function quoted(names: readonly string[]): readonly Py[] {
  return names.map((name) => str(name));
}

export function op(): Py {
  return imported("alembic", "op");
}

export function sa(): Py {
  return importedModule("sqlalchemy", { as: "sa" });
}
