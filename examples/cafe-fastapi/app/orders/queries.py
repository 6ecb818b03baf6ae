from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from app.orders.models import Order


def select_orders() -> Select[tuple[Order]]:
    """Select orders as they are answered."""
    return select(Order).options(
        selectinload(Order.order_items),
    )


async def load_order_row(session: AsyncSession, order_row_id: str) -> Order:
    """Load one order row as it is answered, after it was made or changed."""
    rows = await session.scalars(select_orders().where(Order.id == order_row_id))
    return rows.one()
