from sqlalchemy import ColumnElement, delete, exists, false, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import with_expression

from app.database import insert
from app.errors import NotFoundError
from app.profiles.models import Follow
from app.users.models import User


def is_followed_by(viewer: User | None) -> ColumnElement[bool]:
    """Whether the viewer follows the user of the enclosing query."""
    if viewer is None:
        return false()
    return exists().where(Follow.follower_id == viewer.id, Follow.followed_id == User.id)


async def read_profile(session: AsyncSession, username: str, viewer: User | None) -> User:
    user = await session.scalar(
        select(User)
        .where(User.username == username)
        .options(with_expression(User.following, is_followed_by(viewer)))
    )
    if user is None:
        raise NotFoundError("profile not found")
    return user


async def follow_user(session: AsyncSession, username: str, follower: User) -> User:
    user_id = await _find_user_id(session, username)
    await session.execute(
        insert(Follow).values(follower_id=follower.id, followed_id=user_id).on_conflict_do_nothing()
    )
    return await read_profile(session, username, follower)


async def unfollow_user(session: AsyncSession, username: str, follower: User) -> User:
    user_id = await _find_user_id(session, username)
    await session.execute(
        delete(Follow).where(Follow.follower_id == follower.id, Follow.followed_id == user_id)
    )
    return await read_profile(session, username, follower)


async def _find_user_id(session: AsyncSession, username: str) -> int:
    user_id = await session.scalar(select(User.id).where(User.username == username))
    if user_id is None:
        raise NotFoundError("profile not found")
    return user_id
