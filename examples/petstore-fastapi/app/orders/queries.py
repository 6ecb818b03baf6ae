from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.orders.models import Order


async def load_order_row(session: AsyncSession, order_row_id: int) -> Order:
    """Load one order row as it is answered, after it was made or changed."""
    rows = await session.scalars(select(Order).where(Order.id == order_row_id))
    return rows.one()
