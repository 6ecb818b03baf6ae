from collections.abc import Sequence

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from app import clock
from app.articles.models import Article, ArticleTag, Favorite
from app.articles.queries import find_article_id, load_article, select_articles
from app.articles.schemas import ArticleFilters, NewArticle, UpdateArticle
from app.articles.slugs import ATTEMPTS, slugify, with_suffix
from app.database import insert, is_duplicate
from app.errors import ForbiddenError, NotFoundError
from app.schemas import Page
from app.users.models import Follow, User


async def get_articles_feed(
    session: AsyncSession, page: Page, viewer: User
) -> tuple[Sequence[Article], int]:
    return await _read_page_of_articles(
        session,
        page,
        viewer,
        [Article.author_id.in_(select(Follow.target_user_id).where(Follow.user_id == viewer.id))],
    )


async def get_articles(
    session: AsyncSession, filters: ArticleFilters, viewer: User | None
) -> tuple[Sequence[Article], int]:
    conditions: list[ColumnElement[bool]] = []
    if filters.tag is not None:
        matching = select(ArticleTag.article_id).where(ArticleTag.tag == filters.tag)
        conditions.append(Article.id.in_(matching))
    if filters.author is not None:
        author_id = select(User.id).where(User.username == filters.author)
        conditions.append(Article.author_id == author_id.scalar_subquery())
    if filters.favorited is not None:
        chosen = (
            select(Favorite.article_id)
            .join(User, User.id == Favorite.user_id)
            .where(User.username == filters.favorited)
        )
        conditions.append(Article.id.in_(chosen))
    return await _read_page_of_articles(session, filters, viewer, conditions)


async def create_article(session: AsyncSession, author: User, details: NewArticle) -> Article:
    now = clock.now()
    article = Article(
        author_id=author.id,
        slug=slugify(details.title),
        title=details.title,
        description=details.description,
        body=details.body,
        tag_rows=[ArticleTag(tag=tag) for tag in details.tag_list],
        created_at=now,
        updated_at=now,
    )
    await _add_with_free_slug(session, article)
    return await load_article(session, article.id, author)


async def get_article(session: AsyncSession, slug: str, viewer: User | None) -> Article:
    article = await session.scalar(select_articles(viewer).where(Article.slug == slug))
    if article is None:
        raise NotFoundError("Article not found")
    return article


async def update_article(
    session: AsyncSession, slug: str, editor: User, changes: UpdateArticle
) -> Article:
    article = await _hold_own_article(session, slug, editor)
    if changes.title is not None:
        article.title = changes.title
    if changes.description is not None:
        article.description = changes.description
    if changes.body is not None:
        article.body = changes.body
    if session.is_modified(article):
        article.updated_at = clock.now()
    return await load_article(session, article.id, editor)


async def delete_article(session: AsyncSession, slug: str, editor: User) -> None:
    article = await _hold_own_article(session, slug, editor)
    await session.delete(article)


async def create_article_favorite(session: AsyncSession, slug: str, viewer: User) -> Article:
    article_id = await find_article_id(session, slug)
    await session.execute(
        insert(Favorite).values(user_id=viewer.id, article_id=article_id).on_conflict_do_nothing()
    )
    return await load_article(session, article_id, viewer)


async def delete_article_favorite(session: AsyncSession, slug: str, viewer: User) -> Article:
    article_id = await find_article_id(session, slug)
    await session.execute(
        delete(Favorite).where(Favorite.user_id == viewer.id, Favorite.article_id == article_id)
    )
    return await load_article(session, article_id, viewer)


async def _read_page_of_articles(
    session: AsyncSession,
    page: Page,
    viewer: User | None,
    conditions: Sequence[ColumnElement[bool]],
) -> tuple[Sequence[Article], int]:
    rows = await session.scalars(
        select_articles(viewer)
        .where(*conditions)
        .options(defer(Article.body, raiseload=True))
        .order_by(Article.created_at.desc(), Article.id.desc())
        .limit(page.limit)
        .offset(page.offset)
    )
    count = await session.scalars(select(func.count()).select_from(Article).where(*conditions))
    return rows.all(), count.one()


async def _add_with_free_slug(session: AsyncSession, article: Article) -> None:
    first_choice = article.slug
    for attempt in range(1, ATTEMPTS + 1):
        try:
            async with session.begin_nested():
                session.add(article)
        except IntegrityError as error:
            if attempt == ATTEMPTS or not is_duplicate(error, Article.slug):
                raise
            article.slug = with_suffix(first_choice)
        else:
            return


async def _hold_own_article(session: AsyncSession, slug: str, editor: User) -> Article:
    article = await session.scalar(select(Article).where(Article.slug == slug))
    if article is None:
        raise NotFoundError("Article not found")
    if article.author_id != editor.id:
        raise ForbiddenError("only the author may change it")
    return article
