from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.articles.models import ArticleTag


async def list_tags(session: AsyncSession) -> Sequence[str]:
    names = await session.scalars(select(ArticleTag.name).distinct().order_by(ArticleTag.name))
    return names.all()
