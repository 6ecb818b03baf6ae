import asyncio
import sys
from argparse import ArgumentParser
from collections.abc import Awaitable, Callable
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.database import create_engine
from app.museum_daily_hours.schemas import MuseumDailyHourRow
from app.museum_daily_hours.service import load_museum_daily_hour
from app.settings import Settings


def main() -> None:
    """Fill tables that no operation writes, from a JSON file with a list of rows."""
    parser = ArgumentParser(prog="python -m app.load", description=main.__doc__)
    parser.add_argument("rows", choices=LOADERS, help="museum_daily_hours")
    parser.add_argument("file", type=Path)
    given = parser.parse_args()
    try:
        count = asyncio.run(load(Settings(), given.rows, given.file.read_bytes()))
    except (OSError, ValidationError, IntegrityError) as error:
        sys.exit(f"nothing is loaded: {error}")
    sys.stdout.write(f"{count} rows are loaded\n")


async def load(settings: Settings, rows: str, content: bytes) -> int:
    """Load all rows or none, and count them."""
    engine = create_engine(settings.database_url)
    try:
        async with AsyncSession(engine) as session, session.begin():
            return await LOADERS[rows](session, content)
    finally:
        await engine.dispose()


async def _load_museum_daily_hour(session: AsyncSession, content: bytes) -> int:
    rows = TypeAdapter(list[MuseumDailyHourRow]).validate_json(content)
    for row in rows:
        await load_museum_daily_hour(session, row)
    return len(rows)


LOADERS: dict[str, Callable[[AsyncSession, bytes], Awaitable[int]]] = {
    "museum_daily_hours": _load_museum_daily_hour,
}


if __name__ == "__main__":
    main()
