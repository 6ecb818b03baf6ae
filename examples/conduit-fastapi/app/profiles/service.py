from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from app.database import insert
from app.errors import NotFoundError
from app.users.models import Follow, User
from app.users.queries import find_user_id, load_user, select_users


async def get_profile_by_username(
    session: AsyncSession, username: str, viewer: User | None
) -> User:
    user = await session.scalar(select_users(viewer).where(User.username == username))
    if user is None:
        raise NotFoundError("User not found")
    return user


async def follow_user_by_username(session: AsyncSession, username: str, viewer: User) -> User:
    user_id = await find_user_id(session, username)
    await session.execute(
        insert(Follow).values(user_id=viewer.id, target_user_id=user_id).on_conflict_do_nothing()
    )
    return await load_user(session, user_id, viewer)


async def unfollow_user_by_username(session: AsyncSession, username: str, viewer: User) -> User:
    user_id = await find_user_id(session, username)
    await session.execute(
        delete(Follow).where(Follow.user_id == viewer.id, Follow.target_user_id == user_id)
    )
    return await load_user(session, user_id, viewer)
