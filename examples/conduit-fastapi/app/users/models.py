from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, query_expression

from app.database import Base


class User(Base):
    __tablename__ = "users"
    # Without it SQLite gives the id of a deleted row to the next one.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    username: Mapped[str] = mapped_column(String(255), unique=True)
    bio: Mapped[str] = mapped_column(default="")
    image: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str]

    # Filled by the queries that answer rows of this table.
    following: Mapped[bool] = query_expression()


class Follow(Base):
    __tablename__ = "follows"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    target_user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class SignInFailures(Base):
    """Sign-ins that were tried for one email, known or not, since the first that failed."""

    __tablename__ = "sign_in_failures"

    email: Mapped[str] = mapped_column(String(255), primary_key=True)
    attempts: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(index=True)
