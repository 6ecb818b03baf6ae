from sqlalchemy import ColumnElement, Select, exists, false, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import with_expression

from app.errors import NotFoundError
from app.users.models import Follow, User


def select_users(viewer: User | None) -> Select[tuple[User]]:
    """Select users as they are answered, with what depends on who looks at them."""
    return (
        select(User)
        .options(
            with_expression(User.following, has_follow(viewer)),
        )
        # What the session already knows was loaded without these, or has changed since.
        .execution_options(populate_existing=True)
    )


async def load_user(session: AsyncSession, user_id: int, viewer: User | None) -> User:
    """Load one user as it is answered, after it was made or changed."""
    rows = await session.scalars(select_users(viewer).where(User.id == user_id))
    return rows.one()


async def find_user_id(session: AsyncSession, username: str) -> int:
    user_id = await session.scalar(select(User.id).where(User.username == username))
    if user_id is None:
        raise NotFoundError("User not found")
    return user_id


def has_follow(viewer: User | None) -> ColumnElement[bool]:
    """Tell whether the viewer is in it, for each row of the enclosing query."""
    if viewer is None:
        return false()
    return exists().where(Follow.user_id == viewer.id, Follow.target_user_id == User.id)
