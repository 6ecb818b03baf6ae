import { dotted, imported, importedModule, name, type Py, py } from "#python";
import { pythonFile } from "../app/names.ts";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";

/** `migrations/env.py`: runs migrations on the database of the settings, with every model known. */
export function emitMigrationEnvironment(blueprint: Blueprint): GeneratedFile {
  const isSqlite = blueprint.database === "sqlite";
  const ownType = isSqlite && hasTimes(blueprint) ? [renderItem()] : [];
  const body = [
    ...modelImports(blueprint),
    ...ownType,
    ...(isSqlite ? ownTransactions() : []),
    runMigrations(isSqlite, ownType.length > 0),
    migrate(isSqlite),
    start(),
  ];
  return pythonFile("migrations/env.py", body);
}

function hasTimes({ tables }: Blueprint): boolean {
  return tables.some(({ columns }) => columns.some(({ type }) => type.kind === "datetime"));
}

/** Only what is imported is in the metadata. */
function modelImports({ modules }: Blueprint): readonly Py[] {
  const names = modules.filter(({ tables }) => tables.length > 0).map((module) => module.name);
  if (names.length === 0) return [];
  const lines = names.map(
    (module) =>
      py`from ${dotted(`app.${module}`)} import models as ${name(`${module}_models`)}  # noqa: F401`,
  );
  return [py`${lines}`];
}

function renderItem(): Py {
  return py`
    def render_item(
        kind: str, item: object, _: ${imported("alembic.autogenerate.api", "AutogenContext")}
    ) -> str | ${imported("typing", "Literal")}[False]:
        """Keep migrations free of the application's code, which will change after them."""
        if kind == "type" and isinstance(item, ${imported("app.database", "UtcDateTime")}):
            return "sa.DateTime()"
        return False
  `;
}

/** SQLite can undo changes of tables, which its driver does not know. */
function ownTransactions(): readonly Py[] {
  return [
    py`
      def take_over_transactions(
          connection: ${imported("sqlalchemy.engine.interfaces", "DBAPIConnection")}, _: ${imported("sqlalchemy.pool", "ConnectionPoolEntry")}
      ) -> None:
          # Left to itself the driver changes tables outside of any transaction: a migration that
          # fails would leave half of what it does.
          connection.isolation_level = None
    `,
    py`
      def begin(connection: ${imported("sqlalchemy", "Connection")}) -> None:
          connection.exec_driver_sql("BEGIN")
    `,
  ];
}

function runMigrations(isSqlite: boolean, rendersItems: boolean): Py {
  const context = imported("alembic", "context");
  return py`
    def run_migrations(connection: ${imported("sqlalchemy", "Connection")}) -> None:
        ${context}.configure(
            connection=connection,
            target_metadata=${imported("app.database", "Base")}.metadata,
            ${isSqlite && py`render_as_batch=True,`}
            ${isSqlite && py`transactional_ddl=True,`}
            ${rendersItems && py`render_item=render_item,`}
        )
        with ${context}.begin_transaction():
            ${context}.run_migrations()
  `;
}

function migrate(isSqlite: boolean): Py {
  const createEngine = imported("sqlalchemy.ext.asyncio", "create_async_engine");
  const reason =
    isSqlite &&
    py`
      # Not the application's engine: that enforces foreign keys, and rebuilding a table, which is
      # how SQLite alters one, would cascade to the rows that refer to it.
    `;
  const event = imported("sqlalchemy", "event");
  const listening = py`
    ${event}.listen(engine.sync_engine, "connect", take_over_transactions)
    ${event}.listen(engine.sync_engine, "begin", begin)
  `;
  return py`
    async def migrate() -> None:
        ${reason}
        engine = ${createEngine}(
            ${imported("app.settings", "Settings")}().database_url, poolclass=${imported("sqlalchemy.pool", "NullPool")}
        )
        ${isSqlite && listening}
        async with engine.connect() as connection:
            await connection.run_sync(run_migrations)
        await engine.dispose()
  `;
}

function start(): Py {
  return py`${importedModule("asyncio")}.run(migrate())`;
}
