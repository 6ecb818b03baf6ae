from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from app import clock
from app.security import issue_token
from app.settings import Settings
from app.users.models import User, UserSession


@dataclass(frozen=True, slots=True)
class OpenSession:
    """What whoever signs in is handed over."""

    account: User
    token: str


async def open_session(session: AsyncSession, settings: Settings, account: User) -> OpenSession:
    """Begin a session; those of the account that are long over are forgotten."""
    now = clock.now()
    await session.execute(
        delete(UserSession).where(UserSession.user_id == account.id, UserSession.expires_at <= now)
    )
    user_session = UserSession(
        user_id=account.id,
        expires_at=now + timedelta(minutes=settings.token_lifetime_minutes),
    )
    session.add(user_session)
    await session.flush()
    return OpenSession(account, issue_token(settings, user_session))
