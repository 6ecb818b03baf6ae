from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.articles.models import ArticleTag


async def get_tags(session: AsyncSession) -> Sequence[str]:
    values = await session.scalars(select(ArticleTag.tag).distinct().order_by(ArticleTag.tag))
    return values.all()
