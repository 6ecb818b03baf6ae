from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.errors import NotFoundError, unknown_row
from app.orders.models import Order
from app.orders.queries import load_order_row
from app.orders.schemas import OrderBody
from app.pets.queries import pet_exists


async def place_order(session: AsyncSession, details: OrderBody) -> Order:
    if details.pet_id is not None and not await pet_exists(session, details.pet_id):
        raise unknown_row("names no Pet", "petId")
    order_row = Order(
        pet_id=details.pet_id,
        quantity=details.quantity,
        ship_date=details.ship_date,
        status=details.status,
        complete=details.complete,
    )
    session.add(order_row)
    await session.flush()
    return await load_order_row(session, order_row.id)


async def get_order_by_id(session: AsyncSession, order_row_id: int) -> Order:
    order_row = await session.scalar(select(Order).where(Order.id == order_row_id))
    if order_row is None:
        raise NotFoundError("Order not found")
    return order_row


async def delete_order(session: AsyncSession, order_row_id: int) -> None:
    order_row = await _hold_order_row(session, order_row_id)
    await session.delete(order_row)


async def _hold_order_row(session: AsyncSession, order_row_id: int) -> Order:
    order_row = await session.scalar(select(Order).where(Order.id == order_row_id))
    if order_row is None:
        raise NotFoundError("Order not found")
    return order_row
