from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.users.models import User


async def load_user(session: AsyncSession, user_id: int) -> User:
    """Load one user as it is answered, after it was made or changed."""
    rows = await session.scalars(select(User).where(User.id == user_id))
    return rows.one()
