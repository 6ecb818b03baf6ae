from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app import clock
from app.articles.models import Article
from app.articles.queries import find_article_id
from app.comments.models import Comment
from app.comments.queries import load_comment, select_comments
from app.comments.schemas import NewComment
from app.errors import ForbiddenError, NotFoundError
from app.users.models import User


async def get_article_comments(
    session: AsyncSession, slug: str, viewer: User | None
) -> Sequence[Comment]:
    article_id = await find_article_id(session, slug)
    rows = await session.scalars(
        select_comments(viewer)
        .where(Comment.article_id == article_id)
        .order_by(Comment.created_at, Comment.id)
    )
    return rows.all()


async def create_article_comment(
    session: AsyncSession, slug: str, author: User, details: NewComment
) -> Comment:
    now = clock.now()
    comment = Comment(
        article_id=await find_article_id(session, slug),
        author_id=author.id,
        body=details.body,
        created_at=now,
        updated_at=now,
    )
    session.add(comment)
    await session.flush()
    return await load_comment(session, comment.id, author)


async def delete_article_comment(
    session: AsyncSession, slug: str, comment_id: int, editor: User
) -> None:
    comment = await _hold_own_comment(session, slug, comment_id, editor)
    await session.delete(comment)


async def _hold_own_comment(
    session: AsyncSession, slug: str, comment_id: int, editor: User
) -> Comment:
    comment = await session.scalar(
        select(Comment).join(Comment.article).where(Article.slug == slug, Comment.id == comment_id)
    )
    if comment is None:
        raise NotFoundError("Comment not found")
    if comment.author_id != editor.id:
        raise ForbiddenError("only the author may change it")
    return comment
