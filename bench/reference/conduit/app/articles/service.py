from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, delete, exists, false, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import contains_eager, defer, selectinload, with_expression

from app import clock
from app.articles.models import Article, ArticleTag, Favorite
from app.articles.schemas import ArticleFilters, NewArticle, UpdateArticle
from app.articles.slugs import slugify, with_suffix
from app.database import insert, is_duplicate
from app.errors import ForbiddenError, NotFoundError
from app.profiles.models import Follow
from app.profiles.service import is_followed_by
from app.schemas import Page
from app.users.models import User

SLUG_ATTEMPTS = 5


async def list_articles(
    session: AsyncSession, filters: ArticleFilters, viewer: User | None
) -> tuple[Sequence[Article], int]:
    """One page of the articles that pass every filter, and how many pass in all."""
    conditions: list[ColumnElement[bool]] = []
    if filters.tag is not None:
        tagged = select(ArticleTag.article_id).where(ArticleTag.name == filters.tag)
        conditions.append(Article.id.in_(tagged))
    if filters.author is not None:
        author_id = select(User.id).where(User.username == filters.author)
        conditions.append(Article.author_id == author_id.scalar_subquery())
    if filters.favorited is not None:
        favorites = select(Favorite.article_id).join(User).where(User.username == filters.favorited)
        conditions.append(Article.id.in_(favorites))
    return await _read_page(session, filters, viewer, conditions)


async def list_feed(
    session: AsyncSession, page: Page, viewer: User
) -> tuple[Sequence[Article], int]:
    """One page of the articles by users that the viewer follows, and how many there are."""
    followed = select(Follow.followed_id).where(Follow.follower_id == viewer.id)
    return await _read_page(session, page, viewer, [Article.author_id.in_(followed)])


async def create_article(session: AsyncSession, author: User, details: NewArticle) -> Article:
    now = clock.now()
    article = Article(
        author_id=author.id,
        slug=slugify(details.title),
        title=details.title,
        description=details.description,
        body=details.body,
        created_at=now,
        updated_at=now,
        tags=[
            ArticleTag(position=position, name=name)
            for position, name in enumerate(details.tag_list)
        ],
    )
    await _add_with_free_slug(session, article)
    return await read_article(session, article.slug, author)


async def read_article(session: AsyncSession, slug: str, viewer: User | None) -> Article:
    article = await session.scalar(_select_articles(viewer).where(Article.slug == slug))
    if article is None:
        raise NotFoundError("article not found")
    return article


async def update_article(
    session: AsyncSession, slug: str, editor: User, changes: UpdateArticle
) -> Article:
    article = await _lock_own_article(session, slug, editor)
    if changes.title is not None:
        article.title = changes.title
    if changes.description is not None:
        article.description = changes.description
    if changes.body is not None:
        article.body = changes.body
    if session.is_modified(article):
        article.updated_at = clock.now()
    return await read_article(session, slug, editor)


async def delete_article(session: AsyncSession, slug: str, editor: User) -> None:
    article = await _lock_own_article(session, slug, editor)
    await session.delete(article)


async def favorite_article(session: AsyncSession, slug: str, viewer: User) -> Article:
    article_id = await find_article_id(session, slug, hold=True)
    await session.execute(
        insert(Favorite).values(user_id=viewer.id, article_id=article_id).on_conflict_do_nothing()
    )
    return await read_article(session, slug, viewer)


async def unfavorite_article(session: AsyncSession, slug: str, viewer: User) -> Article:
    article_id = await find_article_id(session, slug)
    await session.execute(
        delete(Favorite).where(Favorite.user_id == viewer.id, Favorite.article_id == article_id)
    )
    return await read_article(session, slug, viewer)


async def find_article_id(session: AsyncSession, slug: str, *, hold: bool = False) -> int:
    """Find the id of an article, and with `hold` keep others from deleting it meanwhile."""
    statement = select(Article.id).where(Article.slug == slug)
    if hold:
        statement = statement.with_for_update(read=True, key_share=True)
    article_id = await session.scalar(statement)
    if article_id is None:
        raise NotFoundError("article not found")
    return article_id


def _select_articles(viewer: User | None) -> Select[tuple[Article]]:
    """Articles with their authors and tags, and what depends on who looks at them."""
    favorites_count = (
        select(func.count()).select_from(Favorite).where(Favorite.article_id == Article.id)
    )
    return (
        select(Article)
        .join(Article.author)
        .options(
            contains_eager(Article.author).options(
                with_expression(User.following, is_followed_by(viewer))
            ),
            selectinload(Article.tags),
            with_expression(Article.favorited, _is_favorited_by(viewer)),
            with_expression(Article.favorites_count, favorites_count.scalar_subquery()),
        )
    )


def _is_favorited_by(viewer: User | None) -> ColumnElement[bool]:
    if viewer is None:
        return false()
    return exists().where(Favorite.user_id == viewer.id, Favorite.article_id == Article.id)


async def _read_page(
    session: AsyncSession,
    page: Page,
    viewer: User | None,
    conditions: Sequence[ColumnElement[bool]],
) -> tuple[Sequence[Article], int]:
    articles = await session.scalars(
        _select_articles(viewer)
        .where(*conditions)
        .options(defer(Article.body))
        .order_by(Article.created_at.desc(), Article.id.desc())
        .limit(page.limit)
        .offset(page.offset)
    )
    count = await session.scalars(select(func.count()).select_from(Article).where(*conditions))
    return articles.all(), count.one()


async def _add_with_free_slug(session: AsyncSession, article: Article) -> None:
    title_slug = article.slug
    for _ in range(SLUG_ATTEMPTS):
        try:
            async with session.begin_nested():
                session.add(article)
        except IntegrityError as error:
            if not is_duplicate(error, Article.slug):
                raise
            article.slug = with_suffix(title_slug)
        else:
            return
    raise RuntimeError("found no free slug")


async def _lock_own_article(session: AsyncSession, slug: str, editor: User) -> Article:
    article = await session.scalar(select(Article).where(Article.slug == slug).with_for_update())
    if article is None:
        raise NotFoundError("article not found")
    if article.author_id != editor.id:
        raise ForbiddenError("only its author may change an article")
    return article
