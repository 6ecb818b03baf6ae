import asyncio
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from app.access_keys import models as access_keys_models  # noqa: F401
from app.database import Base, UtcDateTime
from app.menu_items import models as menu_items_models  # noqa: F401
from app.oauth_clients import models as oauth_clients_models  # noqa: F401
from app.orders import models as orders_models  # noqa: F401
from app.settings import Settings


def render_item(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """Keep migrations free of the application's code, which will change after them."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime()"
    return False


def take_over_transactions(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # Left to itself the driver changes tables outside of any transaction: a migration that
    # fails would leave half of what it does.
    connection.isolation_level = None


def begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def run_migrations(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        transactional_ddl=True,
        render_item=render_item,
    )
    with context.begin_transaction():
        context.run_migrations()


async def migrate() -> None:
    # Not the application's engine: that enforces foreign keys, and rebuilding a table, which is
    # how SQLite alters one, would cascade to the rows that refer to it.
    engine = create_async_engine(Settings().database_url, poolclass=NullPool)
    event.listen(engine.sync_engine, "connect", take_over_transactions)
    event.listen(engine.sync_engine, "begin", begin)
    async with engine.connect() as connection:
        await connection.run_sync(run_migrations)
    await engine.dispose()


asyncio.run(migrate())
