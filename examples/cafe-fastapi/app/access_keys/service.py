import hashlib
import secrets

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from app import clock
from app.access_keys.models import AccessKey


def digest(key: str) -> str:
    # Keys are long and random, so a fast digest is enough: there is nothing to be guessed.
    return hashlib.sha256(key.encode()).hexdigest()


async def find_holder(session: AsyncSession, key: str) -> str | None:
    """Find the name that a key was minted for."""
    statement = select(AccessKey.name).where(AccessKey.key_hash == digest(key))
    holder: str | None = await session.scalar(statement)
    return holder


async def mint(session: AsyncSession, name: str) -> str:
    """Make a key, which is known to whoever asked for it and to nobody else."""
    key = secrets.token_urlsafe(32)
    session.add(AccessKey(name=name, key_hash=digest(key), created_at=clock.now()))
    await session.flush()
    return key


async def revoke(session: AsyncSession, name: str) -> bool:
    """Take the key of a name back; false where there is none."""
    statement = delete(AccessKey).where(AccessKey.name == name).returning(AccessKey.id)
    return await session.scalar(statement) is not None
