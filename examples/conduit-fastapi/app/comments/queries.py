from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import contains_eager, with_expression

from app.comments.models import Comment
from app.users.models import User
from app.users.queries import has_follow


def select_comments(viewer: User | None) -> Select[tuple[Comment]]:
    """Select comments as they are answered, with what depends on who looks at them."""
    return (
        select(Comment)
        .join(Comment.author)
        .options(
            contains_eager(Comment.author).options(
                with_expression(User.following, has_follow(viewer))
            ),
        )
        # What the session already knows was loaded without these, or has changed since.
        .execution_options(populate_existing=True)
    )


async def load_comment(session: AsyncSession, comment_id: int, viewer: User | None) -> Comment:
    """Load one comment as it is answered, after it was made or changed."""
    rows = await session.scalars(select_comments(viewer).where(Comment.id == comment_id))
    return rows.one()
