import asyncio
from io import StringIO
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect

from app.database import create_engine

ROOT = Path(__file__).parent.parent


@pytest.fixture
def config(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Config:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("SECRET_KEY", "a key that only the tests know, and no server")
    return Config(ROOT / "alembic.ini", stdout=StringIO())


def read_tables(database_url: str) -> set[str]:
    def inspect_tables(connection: Connection) -> set[str]:
        return set(inspect(connection).get_table_names())

    async def read() -> set[str]:
        engine = create_engine(database_url)
        async with engine.connect() as connection:
            tables = await connection.run_sync(inspect_tables)
        await engine.dispose()
        return tables

    return asyncio.run(read())


def test_agree_with_the_models(config: Config) -> None:
    command.upgrade(config, "head")

    command.check(config)


def test_undo_what_they_do(config: Config, database_url: str) -> None:
    command.upgrade(config, "head")
    tables = read_tables(database_url)

    command.downgrade(config, "base")
    assert read_tables(database_url) == {"alembic_version"}

    command.upgrade(config, "head")
    assert read_tables(database_url) == tables
    assert "articles" in tables
