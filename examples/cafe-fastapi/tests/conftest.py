import logging
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from app import clock
from app.database import Base, get_session
from app.main import create_app
from app.settings import Settings
from tests.credentials import ISSUER, hand_out_keys

pytest.register_assert_rewrite("tests.api")


class SetClock:
    def __init__(self) -> None:
        self.moment = datetime(2026, 1, 2, 3, 4, 5, 678_901, UTC)

    def now(self) -> datetime:
        return self.moment

    def advance(self, **duration: float) -> None:
        self.moment += timedelta(**duration)


@asynccontextmanager
async def running_app(database: Path) -> AsyncGenerator[FastAPI]:
    """Run an application of its own on an empty database of its own."""
    app = create_app(
        Settings(
            database_url=f"sqlite+aiosqlite:///{database}",
            client_token_key=ISSUER.key,
            client_token_lifetime_minutes=60,
            log_level="ERROR",
        )
    )
    async with app.router.lifespan_context(app):
        engine: AsyncEngine = app.state.engine
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
            await hand_out_keys(connection)
        yield app


def client_of(app: FastAPI) -> AsyncClient:
    return AsyncClient(
        # An unexpected error is answered, as it is by a server, and not raised into the test.
        transport=ASGITransport(app, raise_app_exceptions=False),
        base_url="http://test",
    )


@pytest.fixture(scope="session")
async def app(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[FastAPI]:
    async with running_app(tmp_path_factory.mktemp("shared") / "test.db") as app:
        yield app


@pytest.fixture
async def connection(app: FastAPI) -> AsyncGenerator[AsyncConnection]:
    """Do everything that a test does in one transaction, and undo it."""
    engine: AsyncEngine = app.state.engine
    async with engine.connect() as connection:
        transaction = await connection.begin()
        yield connection
        await transaction.rollback()


@pytest.fixture
async def client(app: FastAPI, connection: AsyncConnection) -> AsyncGenerator[AsyncClient]:
    async def get_test_session() -> AsyncGenerator[AsyncSession]:
        async with AsyncSession(
            connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
        ) as session:
            yield session
            await session.commit()

    app.dependency_overrides[get_session] = get_test_session
    async with client_of(app) as client:
        yield client
    app.dependency_overrides.clear()


@pytest.fixture
async def committing_app(tmp_path: Path) -> AsyncGenerator[FastAPI]:
    """Run an application whose requests commit, each on a connection of its own."""
    async with running_app(tmp_path / "test.db") as app:
        yield app


@pytest.fixture
async def committing_client(committing_app: FastAPI) -> AsyncGenerator[AsyncClient]:
    async with client_of(committing_app) as client:
        yield client


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Stop the application's clock; the test moves it."""
    set_clock = SetClock()
    monkeypatch.setattr(clock, "now", set_clock.now)
    return set_clock


type Counting = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def counting_statements(app: FastAPI) -> Counting:
    """Collect the statements that the database is given within a block."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        statements: list[str] = []

        def collect(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            statements.append(statement)

        engine: AsyncEngine = app.state.engine
        event.listen(engine.sync_engine, "before_cursor_execute", collect)
        yield statements
        event.remove(engine.sync_engine, "before_cursor_execute", collect)

    return counting


@pytest.fixture
def kept_log() -> Iterator[None]:
    """Give the root logger back what it had: an application that is made sets it up anew."""
    root = logging.getLogger()
    handlers, level = [*root.handlers], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
