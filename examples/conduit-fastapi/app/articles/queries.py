from sqlalchemy import ColumnElement, Select, exists, false, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import contains_eager, selectinload, with_expression

from app.articles.models import Article, Favorite
from app.errors import NotFoundError
from app.users.models import User
from app.users.queries import has_follow


def select_articles(viewer: User | None) -> Select[tuple[Article]]:
    """Select articles as they are answered, with what depends on who looks at them."""
    return (
        select(Article)
        .join(Article.author)
        .options(
            selectinload(Article.tag_rows),
            with_expression(Article.favorited, has_favorite(viewer)),
            with_expression(
                Article.favorites_count,
                select(func.count())
                .select_from(Favorite)
                .where(Favorite.article_id == Article.id)
                .scalar_subquery(),
            ),
            contains_eager(Article.author).options(
                with_expression(User.following, has_follow(viewer))
            ),
        )
        # What the session already knows was loaded without these, or has changed since.
        .execution_options(populate_existing=True)
    )


async def load_article(session: AsyncSession, article_id: int, viewer: User | None) -> Article:
    """Load one article as it is answered, after it was made or changed."""
    rows = await session.scalars(select_articles(viewer).where(Article.id == article_id))
    return rows.one()


async def find_article_id(session: AsyncSession, slug: str) -> int:
    article_id = await session.scalar(select(Article.id).where(Article.slug == slug))
    if article_id is None:
        raise NotFoundError("Article not found")
    return article_id


def has_favorite(viewer: User | None) -> ColumnElement[bool]:
    """Tell whether the viewer is in it, for each row of the enclosing query."""
    if viewer is None:
        return false()
    return exists().where(Favorite.user_id == viewer.id, Favorite.article_id == Article.id)
