import asyncio
import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.access_keys.service import mint, revoke
from app.database import create_engine
from app.settings import Settings


def main(arguments: Sequence[str] | None = None) -> None:
    """Mint and revoke keys: a key is printed once, and only its digest is kept."""
    parser = ArgumentParser(prog="python -m app.access_keys", description=main.__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    minting = commands.add_parser("mint", help="make a key for a name, and print it")
    minting.add_argument("name")
    revoking = commands.add_parser("revoke", help="take the key of a name back")
    revoking.add_argument("name")
    given = parser.parse_args(arguments)
    if given.command == "mint":
        key = asyncio.run(mint_key(Settings(), given.name))
        sys.stdout.write(f"{key}\n")
    else:
        asyncio.run(revoke_key(Settings(), given.name))


async def mint_key(settings: Settings, name: str) -> str:
    engine = create_engine(settings.database_url)
    try:
        async with AsyncSession(engine) as session, session.begin():
            return await mint(session, name)
    except IntegrityError:
        sys.exit(f"{name} holds a key already: revoke it first")
    finally:
        await engine.dispose()


async def revoke_key(settings: Settings, name: str) -> None:
    engine = create_engine(settings.database_url)
    try:
        async with AsyncSession(engine) as session, session.begin():
            if not await revoke(session, name):
                sys.exit(f"nobody holds a key as {name}")
    finally:
        await engine.dispose()


if __name__ == "__main__":
    main()
