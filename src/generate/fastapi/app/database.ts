import { commaList, imported, type Py, py, str } from "#python";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import type { Column } from "../tables.ts";
import { pythonFile } from "./names.ts";

/** `app/database.py`: the engine with what this database needs, the base of all models, one transaction per request. */
export function emitDatabase(blueprint: Blueprint): GeneratedFile {
  const usesTimes = blueprint.tables.some(({ columns }) =>
    columns.some(({ type }) => type.kind === "datetime"),
  );
  const upserts = blueprint.domain.operations.some(
    ({ behaviour }) =>
      behaviour.kind === "update-singleton" ||
      behaviour.kind === "write-cell" ||
      (behaviour.kind === "update-by-body" && behaviour.absent === "create"),
  );
  const keepsFiles = blueprint.tables.some(({ origin }) => origin.kind === "file");
  const inserts =
    upserts ||
    keepsFiles ||
    blueprint.domain.operations.some(({ repeated }) => repeated) ||
    blueprint.domain.relations.length > 0 ||
    blueprint.account !== undefined;
  const duplicates = blueprint.tables.some(
    ({ columns, origin, uniques }) =>
      columns.some(isClaimed) || (origin.kind === "entity" && uniques.length > 0),
  );
  const isSqlite = blueprint.database === "sqlite";
  const decimals =
    isSqlite && blueprint.tables.some(({ columns }) => columns.some(({ type }) => type.kind === "numeric"));
  const writing = readingWriters(blueprint);
  const parts: readonly (Py | false)[] = [
    inserts && exportedNames(duplicates, blueprint.database),
    isSqlite && py`READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})`,
    isSqlite && writing.length > 0 && writingPaths(writing),
    isSqlite && usesTimes && utcDateTime(),
    decimals && exactDecimal(),
    base({ usesTimes, isSqlite, decimals }),
    ...keptAfterDeletion(blueprint),
    ...(isSqlite ? sqliteEngine() : [postgresqlEngine()]),
    isSqlite ? sqliteSession(writing.length > 0) : postgresqlSession(),
    py`Session = ${imported("typing", "Annotated")}[${imported("sqlalchemy.ext.asyncio", "AsyncSession")}, ${imported("fastapi", "Depends")}(get_session, scope="function")]`,
    duplicates && isDuplicate(blueprint),
  ];
  return pythonFile(
    "app/database.py",
    parts.filter((part) => part !== false),
  );
}

function exportedNames(duplicates: boolean, database: Blueprint["database"]): Py {
  const insert = imported(`sqlalchemy.dialects.${database}`, "insert");
  // Names it as used: the modules that upsert take it from here, so that one place knows the database.
  return duplicates
    ? py`__all__ = ["Base", "Session", "create_engine", "get_session", "${insert}", "is_duplicate"]`
    : py`__all__ = ["Base", "Session", "create_engine", "get_session", "${insert}"]`;
}

function utcDateTime(): Py {
  const datetime = imported("datetime", "datetime");
  const utc = imported("datetime", "UTC");
  const dialect = imported("sqlalchemy", "Dialect");
  return py`
    class UtcDateTime(${imported("sqlalchemy", "TypeDecorator")}[${datetime}]):
        """SQLite keeps no time zone: store UTC, and say so again when reading."""

        impl = ${imported("sqlalchemy", "DateTime")}
        cache_ok = True

        def process_bind_param(self, value: ${datetime} | None, dialect: ${dialect}) -> ${datetime} | None:  # noqa: ARG002
            return value and value.astimezone(${utc})

        def process_result_value(self, value: ${datetime} | None, dialect: ${dialect}) -> ${datetime} | None:  # noqa: ARG002
            return value and value.replace(tzinfo=${utc})`;
}

function exactDecimal(): Py {
  const decimal = imported("decimal", "Decimal");
  const dialect = imported("sqlalchemy", "Dialect");
  return py`
    class ExactDecimal(${imported("sqlalchemy", "TypeDecorator")}[${decimal}]):
        """SQLite keeps no decimals, only floats that lose digits: store them digit by digit."""

        impl = ${imported("sqlalchemy", "Text")}
        cache_ok = True

        def process_bind_param(self, value: ${decimal} | None, dialect: ${dialect}) -> str | None:  # noqa: ARG002
            return None if value is None else format(value, "f")

        def process_result_value(self, value: str | None, dialect: ${dialect}) -> ${decimal} | None:  # noqa: ARG002
            return None if value is None else ${decimal}(value)`;
}

interface TypeNeeds {
  readonly usesTimes: boolean;
  readonly isSqlite: boolean;
  readonly decimals: boolean;
}

function base({ usesTimes, isSqlite, decimals }: TypeNeeds): Py {
  const datetime = imported("datetime", "datetime");
  const times =
    usesTimes &&
    (isSqlite
      ? py`${datetime}: UtcDateTime`
      : py`${datetime}: ${imported("sqlalchemy", "DateTime")}(timezone=True)`);
  const integers = !isSqlite && py`int: ${imported("sqlalchemy", "BigInteger")}`;
  const text = py`str: ${imported("sqlalchemy", "Text")}`;
  const exact = decimals && py`${imported("decimal", "Decimal")}: ExactDecimal`;
  const types = [times, integers, text, exact].filter((entry) => entry !== false);
  return py`
    class Base(${imported("sqlalchemy.orm", "DeclarativeBase")}):
        metadata = ${imported("sqlalchemy", "MetaData")}(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
                "pk": "pk_%(table_name)s",
            }
        )
        type_annotation_map = {${types}}  # noqa: RUF012`;
}

/** Rows that are only marked: no statement of the mapper sees them, also where they are joined or loaded beside others. */
function keptAfterDeletion({ domain }: Blueprint): readonly Py[] {
  if (!domain.entities.some(({ keepsDeleted }) => keepsDeleted)) return [];
  const session = imported("sqlalchemy.orm", "Session", { as: "SyncSession" });
  return [
    py`
      class KeptAfterDeletion:
          """Rows that are only marked when they are deleted, and unseen from then on."""

          deleted_at: ${imported("sqlalchemy.orm", "Mapped")}[${imported("datetime", "datetime")} | None] = ${imported("sqlalchemy.orm", "mapped_column")}()`,
    py`
      @${imported("sqlalchemy", "event")}.listens_for(${session}, "do_orm_execute")
      def _leave_out_deleted(state: ${imported("sqlalchemy.orm", "ORMExecuteState")}) -> None:
          state.statement = state.statement.options(
              ${imported("sqlalchemy.orm", "with_loader_criteria")}(
                  KeptAfterDeletion, lambda rows: rows.deleted_at.is_(None), include_aliases=True
              )
          )`,
  ];
}

function sqliteEngine(): readonly Py[] {
  const event = imported("sqlalchemy", "event");
  return [
    py`
      def create_engine(url: str) -> ${imported("sqlalchemy.ext.asyncio", "AsyncEngine")}:
          engine = ${imported("sqlalchemy.ext.asyncio", "create_async_engine")}(url)
          ${event}.listen(engine.sync_engine, "connect", _prepare_connection)
          ${event}.listen(engine.sync_engine, "begin", _begin)
          return engine`,
    py`
      def _prepare_connection(connection: ${imported("sqlalchemy.engine.interfaces", "DBAPIConnection")}, _: ${imported("sqlalchemy.pool", "ConnectionPoolEntry")}) -> None:
          # Left to itself the driver begins transactions late and breaks savepoints; _begin does it.
          connection.isolation_level = None
          cursor = connection.cursor()
          cursor.execute("PRAGMA busy_timeout = 5000")
          cursor.execute("PRAGMA journal_mode = WAL")
          cursor.execute("PRAGMA foreign_keys = ON")
          cursor.close()`,
    py`
      def _begin(connection: ${imported("sqlalchemy", "Connection")}) -> None:
          mode = connection.get_execution_options().get("begin", "DEFERRED")
          connection.exec_driver_sql(f"BEGIN {mode}")`,
  ];
}

/** Paths of operations that write although their method is one that reads. */
function readingWriters({ domain }: Blueprint): readonly string[] {
  return domain.operations.flatMap(({ method, path, behaviour }) =>
    method === "get" && (behaviour.kind === "login" || behaviour.kind === "logout")
      ? [`${domain.basePath}${path}`]
      : [],
  );
}

function writingPaths(paths: readonly string[]): Py {
  return py`
    # Read by their methods, and written to all the same.
    WRITING_PATHS = frozenset({${commaList(paths.map((path) => str(path)))}})`;
}

function sqliteSession(hasWriters: boolean): Py {
  return py`
    async def get_session(request: ${imported("fastapi", "Request")}) -> ${imported("collections.abc", "AsyncGenerator")}[${imported("sqlalchemy.ext.asyncio", "AsyncSession")}]:
        """One request, one transaction: committed before the answer leaves, or not at all."""
        engine: ${imported("sqlalchemy.ext.asyncio", "AsyncEngine")} = request.app.state.engine
        if request.method not in READING_METHODS${hasWriters && py` or request.url.path in WRITING_PATHS`}:
            # A transaction that reads and then writes fails at once, whatever the busy timeout, where
            # another has written in between. Taking the write lock first makes it wait its turn.
            engine = engine.execution_options(begin="IMMEDIATE")
        async with ${imported("sqlalchemy.ext.asyncio", "AsyncSession")}(engine, expire_on_commit=False) as session:
            yield session
            await session.commit()`;
}

function postgresqlEngine(): Py {
  return py`
    def create_engine(url: str) -> ${imported("sqlalchemy.ext.asyncio", "AsyncEngine")}:
        return ${imported("sqlalchemy.ext.asyncio", "create_async_engine")}(url, pool_pre_ping=True)`;
}

function postgresqlSession(): Py {
  return py`
    async def get_session(request: ${imported("fastapi", "Request")}) -> ${imported("collections.abc", "AsyncGenerator")}[${imported("sqlalchemy.ext.asyncio", "AsyncSession")}]:
        """One request, one transaction: committed before the answer leaves, or not at all."""
        engine: ${imported("sqlalchemy.ext.asyncio", "AsyncEngine")} = request.app.state.engine
        async with ${imported("sqlalchemy.ext.asyncio", "AsyncSession")}(engine, expire_on_commit=False) as session:
            yield session
            await session.commit()`;
}

function isDuplicate({ database, tables }: Blueprint): Py {
  const error = imported("sqlalchemy.exc", "IntegrityError");
  const unique = tables.flatMap(({ columns }) => columns.filter(isClaimed));
  const held = unique.every(({ type }) => type.kind === "string" || type.kind === "text")
    ? py`str`
    : imported("typing", "Any");
  const attribute = py`${imported("sqlalchemy.orm", "InstrumentedAttribute")}[${held}]`;
  const several = tables.some(({ origin, uniques }) => origin.kind === "entity" && uniques.length > 0);
  if (several)
    return isDuplicateOfSeveral(
      database,
      unique.some(({ primaryKey }) => primaryKey),
    );
  if (database === "sqlite") {
    return py`
      def is_duplicate(error: ${error}, column: ${attribute}) -> bool:
          """Whether it was the unique constraint of this column that refused the row."""
          table = column.class_.__tablename__
          return str(error.orig) == f"UNIQUE constraint failed: {table}.{column.key}"`;
  }
  const constraint = unique.some(({ primaryKey }) => primaryKey)
    ? py`
        table = column.class_.__tablename__
        constraint = f"pk_{table}" if column.primary_key else f"uq_{table}_{column.key}"`
    : py`constraint = f"uq_{column.class_.__tablename__}_{column.key}"`;
  return py`
    def is_duplicate(error: ${error}, column: ${attribute}) -> bool:
        """Whether it was the unique constraint of this column that refused the row."""
        refusal = error.orig and error.orig.__cause__
        ${constraint}
        return isinstance(refusal, ${imported("asyncpg", "UniqueViolationError")}) and refusal.constraint_name == constraint`;
}

/** The same where some values are unique only beside others. */
function isDuplicateOfSeveral(database: Blueprint["database"], hasKeys: boolean): Py {
  const error = imported("sqlalchemy.exc", "IntegrityError");
  const attribute = py`${imported("sqlalchemy.orm", "InstrumentedAttribute")}[${imported("typing", "Any")}]`;
  if (database === "sqlite")
    return py`
      def is_duplicate(error: ${error}, *columns: ${attribute}) -> bool:
          """Whether it was the unique constraint of these columns that refused the row."""
          names = ", ".join(f"{column.class_.__tablename__}.{column.key}" for column in columns)
          return str(error.orig) == f"UNIQUE constraint failed: {names}"`;
  return py`
    def is_duplicate(error: ${error}, *columns: ${attribute}) -> bool:
        """Whether it was the unique constraint of these columns that refused the row."""
        refusal = error.orig and error.orig.__cause__
        table = columns[0].class_.__tablename__
        names = "_".join(column.key for column in columns)
        constraint = ${hasKeys && py`f"pk_{table}" if columns[0].primary_key else `}f"uq_{table}_{names}"
        return isinstance(refusal, ${imported("asyncpg", "UniqueViolationError")}) and refusal.constraint_name == constraint`;
}

/** Whether clients may ask for a value of the column that another row has. */
function isClaimed({ unique, made }: Column): boolean {
  // What is made here is made so that no two are alike.
  return (unique && made !== "application") || made === "client";
}
