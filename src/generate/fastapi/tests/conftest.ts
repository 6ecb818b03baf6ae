import { assert } from "#base";
import { commaList, formatted, imported, importedModule, name, type Py, py, str } from "#python";
import { adderOf } from "../app/added-accounts.ts";
import { byCookie, usesCookies } from "../app/cookie-names.ts";
import { primaryKey } from "../app/keys.ts";
import { sendsMail } from "../app/mailed-tokens.ts";
import { pythonFile } from "../app/names.ts";
import { keepsAnswers } from "../app/repeats.ts";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { issuesTokens, keptCredentials, takesTokens } from "../outside/credentials.ts";
import type { Fixture } from "./cases.ts";
import { mailboxFixture } from "./mail-support.ts";

const generator = imported("collections.abc", "AsyncGenerator");
const fastapi = imported("fastapi", "FastAPI");
const asyncClient = imported("httpx", "AsyncClient");
const engineType = imported("sqlalchemy.ext.asyncio", "AsyncEngine");
const fixture = py`@${importedModule("pytest")}.fixture`;

/** `tests/conftest.py`: only the fixtures that some test needs. */
export function emitConftest(blueprint: Blueprint, used: ReadonlySet<Fixture>): GeneratedFile {
  const needs = (...fixtures: readonly Fixture[]): boolean => fixtures.some((each) => used.has(each));
  const sqlite = blueprint.database === "sqlite";
  const shares = needs("app", "browser", "client", "counting_statements");
  const commits = needs("committing_app", "committing_client");
  const parts: readonly (Py | false)[] = [
    py`${importedModule("pytest")}.register_assert_rewrite("tests.api")`,
    !sqlite && postgresqlServer(),
    needs("set_clock") && setClockClass(),
    !sqlite && freshDatabase(),
    runningApp(blueprint),
    adderOf(blueprint) !== undefined && addingRoute(blueprint),
    needs("browser", "client", "committing_client") && clientOf(blueprint),
    shares && (sqlite ? sharedSqliteApp() : sharedPostgresqlApp()),
    needs("connection") && connection(),
    needs("browser", "client") && (needs("connection") ? clientOfConnection() : client()),
    needs("browser") && browser(),
    commits && (sqlite ? committingSqliteApp() : committingPostgresqlApp()),
    needs("committing_client") && committingClient(),
    needs("set_clock") && setClock(),
    needs("counting_statements") &&
      py`type Counting = ${imported("collections.abc", "Callable")}[[], ${imported("contextlib", "AbstractContextManager")}[list[str]]]`,
    needs("counting_statements") && countingStatements(),
    needs("kept_log") && keptLog(),
    (needs("mailbox") || blueprint.domain.accounts?.confirmation !== undefined) && mailboxFixture(blueprint),
  ];
  return pythonFile(
    "tests/conftest.py",
    parts.filter((part) => part !== false),
  );
}

function setClockClass(): Py {
  const datetime = imported("datetime", "datetime");
  return py`
    class SetClock:
        def __init__(self) -> None:
            self.moment = ${datetime}(2026, 1, 2, 3, 4, 5, 678_901, ${imported("datetime", "UTC")})

        def now(self) -> ${datetime}:
            return self.moment

        def advance(self, **duration: float) -> None:
            self.moment += ${imported("datetime", "timedelta")}(**duration)`;
}

function renews({ domain }: Blueprint): boolean {
  return (domain.accounts?.sessions?.renewal ?? "none") !== "none";
}

function runningApp(blueprint: Blueprint): Py {
  const sqlite = blueprint.database === "sqlite";
  const resets = blueprint.domain.operations.some(({ behaviour }) => behaviour.kind === "forgot-password");
  const settings = [
    py`database_url=${sqlite ? py`f"sqlite+aiosqlite:///{database}"` : name("database")}`,
    ...(blueprint.account
      ? [
          ...(byCookie(blueprint)
            ? [py`session_lifetime_minutes=60`]
            : [
                py`secret_key="a key that only the tests of this application know, and that no server has"`,
                py`token_lifetime_minutes=60`,
              ]),
          ...(renews(blueprint) ? [py`refresh_token_lifetime_days=30`] : []),
          py`argon2_memory_kib=8`,
          py`argon2_iterations=1`,
          py`sign_in_attempts=3`,
          py`sign_in_window_minutes=15`,
        ]
      : []),
    ...(takesTokens(blueprint.domain)
      ? [
          py`token_issuer=${imported("tests.issuer", "NAME")}`,
          py`token_audience=${imported("tests.issuer", "AUDIENCE")}`,
          py`token_key_set=${imported("tests.credentials", "ISSUER")}.key_set`,
        ]
      : []),
    ...(issuesTokens(blueprint.domain)
      ? [
          py`client_token_key=${imported("tests.credentials", "ISSUER")}.key`,
          py`client_token_lifetime_minutes=60`,
        ]
      : []),
    ...(sendsMail(blueprint)
      ? [
          ...(resets ? [py`reset_lifetime_minutes=30`] : []),
          ...(blueprint.domain.accounts?.confirmation ? [py`confirmation_lifetime_hours=24`] : []),
          py`smtp_username="sender"`,
          py`smtp_password="no server's"`,
        ]
      : []),
    ...(keepsAnswers(blueprint.domain) ? [py`idempotency_key_lifetime_minutes=30`] : []),
    py`log_level="ERROR"`,
  ];
  const hasKeys = keptCredentials(blueprint.domain).length > 0;
  return py`
    @${imported("contextlib", "asynccontextmanager")}
    async def running_app(database: ${sqlite ? imported("pathlib", "Path") : py`str`}) -> ${generator}[${fastapi}]:
        """Run an application of its own on an empty database of its own."""
        app = ${imported("app.main", "create_app")}(${imported("app.settings", "Settings")}(${commaList(settings)}))
        ${adderOf(blueprint) && py`let_tests_add_accounts(app)`}
        async with app.router.lifespan_context(app):
            engine: ${engineType} = app.state.engine
            async with engine.begin() as connection:
                await connection.run_sync(${imported("app.database", "Base")}.metadata.create_all)
                ${hasKeys && py`await ${imported("tests.credentials", "hand_out_keys")}(connection)`}
            yield app`;
}

/** No operation makes accounts: tests add them in the transaction in which their requests run. */
function addingRoute(blueprint: Blueprint): Py {
  const adder = adderOf(blueprint);
  const { account, domain } = blueprint;
  assert(adder && account, "accounts are added");
  const key = primaryKey(account);
  const path = `${domain.basePath}${adder.contract.path}`;
  return py`
    def let_tests_add_accounts(app: ${fastapi}) -> None:
        """Serve to tests what a command does: no operation makes accounts."""

        @app.post(${str(path)}, status_code=201, include_in_schema=False)
        async def add_account(request: ${imported("fastapi", "Request")}, session: ${imported("app.database", "Session")}) -> dict[str, object]:
            command = ${imported("importlib", "import_module")}("app.add_account")
            added = await command.add(session, app.state.settings, await request.body())
            return {${str(account.identity.field)}: added.${key}}`;
}

function clientOf(blueprint: Blueprint): Py {
  if (usesCookies(blueprint)) return clientWithoutCookies(blueprint);
  return py`
    def client_of(app: ${fastapi}) -> ${asyncClient}:
        return ${asyncClient}(
            # An unexpected error is answered, as it is by a server, and not raised into the test.
            transport=${imported("httpx", "ASGITransport")}(app, raise_app_exceptions=False),
            base_url=${str(`http://test${blueprint.domain.basePath}`)},
        )`;
}

/** Cookies that are for HTTPS alone are never sent without it. */
function clientWithoutCookies({ domain }: Blueprint): Py {
  const jar = imported("http.cookiejar", "CookieJar");
  const policy = imported("http.cookiejar", "DefaultCookiePolicy");
  return py`
    def client_of(app: ${fastapi}) -> ${asyncClient}:
        return ${asyncClient}(
            # An unexpected error is answered, as it is by a server, and not raised into the test.
            transport=${imported("httpx", "ASGITransport")}(app, raise_app_exceptions=False),
            base_url=${str(`https://test${domain.basePath}`)},
            # It keeps no cookies: tests say with each request whose session it is of.
            cookies=${jar}(${policy}(allowed_domains=[])),
        )`;
}

/** The jar of cookies that browsers have, too. */
function browser(): Py {
  return py`
    ${fixture}
    def browser(client: ${asyncClient}) -> ${asyncClient}:
        """Let the client keep the cookies that it is given, as a browser does."""
        client.cookies = ${imported("httpx", "Cookies")}()
        return client`;
}

function sharedSqliteApp(): Py {
  return py`
    ${fixture}(scope="session")
    async def app(tmp_path_factory: ${importedModule("pytest")}.TempPathFactory) -> ${generator}[${fastapi}]:
        async with running_app(tmp_path_factory.mktemp("shared") / "test.db") as app:
            yield app`;
}

function sharedPostgresqlApp(): Py {
  return py`
    ${fixture}(scope="session")
    async def app() -> ${generator}[${fastapi}]:
        async with fresh_database() as database, running_app(database) as app:
            yield app`;
}

function client(): Py {
  return py`
    ${fixture}
    async def client(app: ${fastapi}) -> ${generator}[${asyncClient}]:
        """Do everything that a test does in one transaction, and undo it."""
        engine: ${engineType} = app.state.engine
        async with engine.connect() as connection:
            transaction = await connection.begin()

            ${clientInTransaction()}
            await transaction.rollback()`;
}

/** The transaction of a test by itself, where rows are put into it beside what requests do. */
function connection(): Py {
  return py`
    ${fixture}
    async def connection(app: ${fastapi}) -> ${generator}[${imported("sqlalchemy.ext.asyncio", "AsyncConnection")}]:
        """Do everything that a test does in one transaction, and undo it."""
        engine: ${engineType} = app.state.engine
        async with engine.connect() as connection:
            transaction = await connection.begin()
            yield connection
            await transaction.rollback()`;
}

function clientOfConnection(): Py {
  const type = imported("sqlalchemy.ext.asyncio", "AsyncConnection");
  return py`
    ${fixture}
    async def client(app: ${fastapi}, connection: ${type}) -> ${generator}[${asyncClient}]:
        ${clientInTransaction()}`;
}

/** Statements: a client whose requests all use the connection of the test. */
function clientInTransaction(): Py {
  const session = imported("sqlalchemy.ext.asyncio", "AsyncSession");
  return py`
    async def get_test_session() -> ${generator}[${session}]:
        async with ${session}(
            connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
        ) as session:
            yield session
            await session.commit()

    app.dependency_overrides[${imported("app.database", "get_session")}] = get_test_session
    async with client_of(app) as client:
        yield client
    app.dependency_overrides.clear()`;
}

function committingSqliteApp(): Py {
  return py`
    ${fixture}
    async def committing_app(tmp_path: ${imported("pathlib", "Path")}) -> ${generator}[${fastapi}]:
        """Run an application whose requests commit, each on a connection of its own."""
        async with running_app(tmp_path / "test.db") as app:
            yield app`;
}

function committingPostgresqlApp(): Py {
  return py`
    ${fixture}
    async def committing_app() -> ${generator}[${fastapi}]:
        """Run an application whose requests commit, each on a connection of its own."""
        async with fresh_database() as database, running_app(database) as app:
            yield app`;
}

function committingClient(): Py {
  return py`
    ${fixture}
    async def committing_client(committing_app: ${fastapi}) -> ${generator}[${asyncClient}]:
        async with client_of(committing_app) as client:
            yield client`;
}

function setClock(): Py {
  return py`
    ${fixture}
    def set_clock(monkeypatch: ${importedModule("pytest")}.MonkeyPatch) -> SetClock:
        """Stop the application's clock; the test moves it."""
        set_clock = SetClock()
        monkeypatch.setattr(${imported("app", "clock")}, "now", set_clock.now)
        return set_clock`;
}

function countingStatements(): Py {
  const event = imported("sqlalchemy", "event");
  return py`
    ${fixture}
    def counting_statements(app: ${fastapi}) -> Counting:
        """Collect the statements that the database is given within a block."""

        @${imported("contextlib", "contextmanager")}
        def counting() -> ${imported("collections.abc", "Iterator")}[list[str]]:
            statements: list[str] = []

            def collect(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
                statements.append(statement)

            engine: ${engineType} = app.state.engine
            ${event}.listen(engine.sync_engine, "before_cursor_execute", collect)
            yield statements
            ${event}.remove(engine.sync_engine, "before_cursor_execute", collect)

        return counting`;
}

function keptLog(): Py {
  return py`
    ${fixture}
    def kept_log() -> ${imported("collections.abc", "Iterator")}[None]:
        """Give the root logger back what it had: an application that is made sets it up anew."""
        root = ${importedModule("logging")}.getLogger()
        handlers, level = [*root.handlers], root.level
        yield
        root.handlers[:] = handlers
        root.setLevel(level)`;
}

function postgresqlServer(): Py {
  return py`
    SERVER = ${importedModule("os")}.environ.get(
        "TEST_DATABASE_URL", "postgresql+asyncpg://postgres@127.0.0.1:5432/postgres"
    )`;
}

function freshDatabase(): Py {
  const text = imported("sqlalchemy", "text");
  return py`
    @${imported("contextlib", "asynccontextmanager")}
    async def fresh_database() -> ${generator}[str]:
        """Make an empty database beside the one that the server's address names, and drop it."""
        server = ${imported("sqlalchemy", "make_url")}(SERVER)
        name = ${formatted(["test_", py`${importedModule("uuid")}.uuid4().hex`])}
        engine = ${imported("sqlalchemy.ext.asyncio", "create_async_engine")}(
            server, isolation_level="AUTOCOMMIT", poolclass=${imported("sqlalchemy", "NullPool")}
        )
        async with engine.connect() as connection:
            await connection.execute(${text}(${formatted(["CREATE DATABASE ", name("name")])}))
            try:
                yield server.set(database=name).render_as_string(hide_password=False)
            finally:
                await connection.execute(${text}(${formatted(["DROP DATABASE ", name("name"), " WITH (FORCE)"])}))
        await engine.dispose()`;
}
