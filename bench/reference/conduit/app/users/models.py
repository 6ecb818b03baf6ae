from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, query_expression

from app.database import Base


class User(Base):
    __tablename__ = "users"
    # Without it SQLite gives the id of a deleted user, and with it the tokens, to the next one.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(255), unique=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    password_hash: Mapped[str]
    bio: Mapped[str] = mapped_column(default="")
    image: Mapped[str] = mapped_column(default="")

    # Whether the caller follows this user: filled by the queries that answer profiles.
    following: Mapped[bool] = query_expression()


class SignInFailures(Base):
    """Sign-ins that were tried for an email, known or not, since the first that failed."""

    __tablename__ = "sign_in_failures"

    email: Mapped[str] = mapped_column(String(255), primary_key=True)
    attempts: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(index=True)
