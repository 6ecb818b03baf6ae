from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base


class User(Base):
    __tablename__ = "users"
    # Without it SQLite gives the id of a deleted row to the next one.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(255), unique=True)
    first_name: Mapped[str | None]
    last_name: Mapped[str | None]
    email: Mapped[str | None]
    password_hash: Mapped[str]
    phone: Mapped[str | None]
    user_status: Mapped[int | None]


class SignInFailures(Base):
    """Sign-ins that were tried for one username, known or not, since the first that failed."""

    __tablename__ = "sign_in_failures"

    username: Mapped[str] = mapped_column(String(255), primary_key=True)
    attempts: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(index=True)


class UserSession(Base):
    """What signing in begins."""

    __tablename__ = "user_sessions"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)
