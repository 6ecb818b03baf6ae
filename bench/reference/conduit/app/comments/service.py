from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import contains_eager, with_expression

from app import clock
from app.articles.models import Article
from app.articles.service import find_article_id
from app.comments.models import Comment
from app.comments.schemas import NewComment
from app.errors import ForbiddenError, NotFoundError
from app.profiles.service import is_followed_by
from app.users.models import User


async def list_comments(session: AsyncSession, slug: str, viewer: User | None) -> Sequence[Comment]:
    article_id = await find_article_id(session, slug)
    comments = await session.scalars(
        _select_comments(viewer)
        .where(Comment.article_id == article_id)
        .order_by(Comment.created_at, Comment.id)
    )
    return comments.all()


async def create_comment(
    session: AsyncSession, slug: str, author: User, details: NewComment
) -> Comment:
    now = clock.now()
    comment = Comment(
        article_id=await find_article_id(session, slug, hold=True),
        author_id=author.id,
        body=details.body,
        created_at=now,
        updated_at=now,
    )
    session.add(comment)
    await session.flush()
    comments = await session.scalars(_select_comments(author).where(Comment.id == comment.id))
    return comments.one()


async def delete_comment(session: AsyncSession, slug: str, comment_id: int, editor: User) -> None:
    comment = await session.scalar(
        select(Comment)
        .join(Comment.article)
        .where(Article.slug == slug, Comment.id == comment_id)
        .with_for_update(of=Comment)
    )
    if comment is None:
        raise NotFoundError("comment not found")
    if comment.author_id != editor.id:
        raise ForbiddenError("only its author may delete a comment")
    await session.delete(comment)


def _select_comments(viewer: User | None) -> Select[tuple[Comment]]:
    """Comments with their authors, and whether the viewer follows them."""
    return (
        select(Comment)
        .join(Comment.author)
        .options(
            contains_eager(Comment.author).options(
                with_expression(User.following, is_followed_by(viewer))
            )
        )
    )
