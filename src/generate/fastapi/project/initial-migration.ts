import { imported, importedModule, literal, type Py, py, str } from "#python";
import { keepsIdentities } from "../app/models.ts";
import { pythonFile } from "../app/names.ts";
import type { Blueprint, Database } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import type { Column, Table } from "../tables.ts";

/** Always the first: a database that was migrated once must find its revision again, whatever the contract says later. */
const revision = "0001";

/** `migrations/versions/0001_initial.py`: the tables that the models describe, made and unmade. */
export function emitInitialMigration(blueprint: Blueprint): GeneratedFile {
  const sequence = imported("collections.abc", "Sequence");
  const revisions = py`
    revision: str = ${str(revision)}
    down_revision: str | ${sequence}[str] | None = None
    branch_labels: str | ${sequence}[str] | None = None
    depends_on: str | ${sequence}[str] | None = None
  `;
  const file = pythonFile("migrations/versions/0001_initial.py", [
    revisions,
    upgrade(blueprint),
    downgrade(blueprint),
  ]);
  const head = `"""The first tables.\n\nRevision ID: ${revision}\nRevises:\n"""\n\n`;
  return { ...file, text: head + file.text };
}

function upgrade(blueprint: Blueprint): Py {
  const { tables } = blueprint;
  const steps = tables.flatMap((table) => [
    createTable(blueprint, table),
    ...createIndexes(blueprint, table),
  ]);
  const keys = tables.flatMap((table) =>
    lateKeys(blueprint, table).map((column) => addKey(blueprint, table, column)),
  );
  const body = [...steps, ...keys];
  return py`
    def upgrade() -> None:
        ${body.length === 0 ? py`pass` : body}
  `;
}

function createTable(blueprint: Blueprint, table: Table): Py {
  const late = lateKeys(blueprint, table);
  const keys = table.columns.filter((column) => column.refersTo !== undefined && !late.includes(column));
  const parts = [
    ...table.columns.map((column) => printColumn(blueprint.database, column)),
    ...keys.map((column) => foreignKey(blueprint, table, column)),
    primaryKey(blueprint, table),
    ...uniqueColumns(table).map((columns) => uniqueConstraint(blueprint, table, columns)),
  ];
  return py`
    ${op()}.create_table(
        ${str(table.name)},
        ${parts.map((part) => py`${part},`)}
        ${keepsIdentities(blueprint, table) && py`sqlite_autoincrement=True,`}
    )
  `;
}

function printColumn(database: Database, column: Column): Py {
  return py`${sa()}.Column(${str(column.name)}, ${columnType(database, column)}, nullable=${literal(column.nullable)})`;
}

function columnType(database: Database, { type }: Column): Py {
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
    case "uuid":
      return py`${sa()}.Uuid()`;
    case "json":
      return isPostgresql ? py`${imported("sqlalchemy.dialects", "postgresql")}.JSONB()` : py`${sa()}.JSON()`;
  }
}

function primaryKey(blueprint: Blueprint, table: Table): Py {
  const columns = table.columns.filter(({ primaryKey: isKey }) => isKey).map((column) => str(column.name));
  return py`${sa()}.PrimaryKeyConstraint(${columns}, name=${constraintName(blueprint, `pk_${table.name}`)})`;
}

function uniqueColumns(table: Table): readonly (readonly string[])[] {
  const single = table.columns.filter(({ unique }) => unique).map((column) => [column.name]);
  return [...single, ...table.uniques];
}

function uniqueConstraint(blueprint: Blueprint, table: Table, columns: readonly string[]): Py {
  const label = constraintName(blueprint, `uq_${table.name}_${columns.join("_")}`);
  return py`${sa()}.UniqueConstraint(${columns.map((column) => str(column))}, name=${label})`;
}

function createIndexes(blueprint: Blueprint, table: Table): readonly Py[] {
  const single = table.columns.filter(({ index }) => index).map((column) => [column.name]);
  return [...single, ...table.indexes].map((columns) => {
    const label = constraintName(blueprint, `ix_${table.name}_${columns.join("_")}`);
    return py`${op()}.create_index(${label}, ${str(table.name)}, [${columns.map((column) => str(column))}])`;
  });
}

function foreignKey(blueprint: Blueprint, table: Table, column: Column): Py {
  const target = str(`${column.refersTo?.table}.${column.refersTo?.column}`);
  return py`${sa()}.ForeignKeyConstraint([${str(column.name)}], [${target}], name=${foreignKeyName(blueprint, table, column)}, ondelete="CASCADE")`;
}

function foreignKeyName(blueprint: Blueprint, table: Table, column: Column): Py {
  return constraintName(blueprint, `fk_${table.name}_${column.name}_${column.refersTo?.table}`);
}

/** Foreign keys to tables that are made later, as in a circle. SQLite takes them at once, and cannot add them afterwards. */
function lateKeys({ database, tables }: Blueprint, table: Table): readonly Column[] {
  if (database === "sqlite") return [];
  const made = tables.slice(0, tables.indexOf(table) + 1).map((earlier) => earlier.name);
  return table.columns.filter(({ refersTo }) => refersTo !== undefined && !made.includes(refersTo.table));
}

function addKey(blueprint: Blueprint, table: Table, column: Column): Py {
  const target = str(column.refersTo?.table ?? "");
  const key = str(column.refersTo?.column ?? "id");
  return py`
    ${op()}.create_foreign_key(
        ${foreignKeyName(blueprint, table, column)}, ${str(table.name)}, ${target}, [${str(column.name)}], [${key}], ondelete="CASCADE"
    )
  `;
}

function downgrade(blueprint: Blueprint): Py {
  const names = blueprint.tables.toReversed().map((table) => str(table.name));
  const keys = blueprint.tables.flatMap((table) =>
    lateKeys(blueprint, table).map(
      (column) =>
        py`${op()}.drop_constraint(${foreignKeyName(blueprint, table, column)}, ${str(table.name)})`,
    ),
  );
  const drop =
    names.length < 2
      ? py`${names.map((table) => py`${op()}.drop_table(${table})`)}`
      : py`
          for table in (${names}):
              ${op()}.drop_table(table)
        `;
  return py`
    def downgrade() -> None:
        ${keys}
        ${names.length === 0 ? py`pass` : drop}
  `;
}

/** The name that the metadata's convention gives. PostgreSQL cuts long ones, and only `op.f` has SQLAlchemy do so first. */
function constraintName({ database }: Blueprint, label: string): Py {
  const isLong = database === "postgresql" && new TextEncoder().encode(label).length > 63;
  return isLong ? py`${op()}.f(${str(label)})` : str(label);
}

function op(): Py {
  return imported("alembic", "op");
}

function sa(): Py {
  return importedModule("sqlalchemy", { as: "sa" });
}
