from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from app.database import Base
from app.users.models import User


class ArticleTag(Base):
    __tablename__ = "article_tags"

    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True
    )
    tag: Mapped[str] = mapped_column(String(255), primary_key=True, index=True)


class Article(Base):
    __tablename__ = "articles"
    __table_args__ = (
        Index(None, "created_at", "id"),
        Index(None, "author_id", "created_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str]
    description: Mapped[str]
    body: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))

    tag_rows: Mapped[list[ArticleTag]] = relationship(
        lazy="raise", order_by=ArticleTag.tag, cascade="all, delete-orphan", passive_deletes=True
    )
    author: Mapped[User] = relationship(lazy="raise")

    # Filled by the queries that answer rows of this table.
    favorited: Mapped[bool] = query_expression()
    favorites_count: Mapped[int] = query_expression()

    @property
    def tag_list(self) -> list[str]:
        return [row.tag for row in self.tag_rows]


class Favorite(Base):
    __tablename__ = "favorites"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, index=True
    )
