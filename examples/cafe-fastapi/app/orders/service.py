from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import ColumnElement, Float, cast, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, with_expression

from app import clock
from app.cursors import Key, Slice, Window, read_cursor, read_slice
from app.errors import NotFoundError, too_much, unknown_row
from app.menu_items.models import MenuItem, MenuItemPhoto
from app.menu_items.queries import find_menu_items
from app.moments import shift_moment
from app.orders.models import Order, OrderOrderItem
from app.orders.queries import load_order_row, select_orders
from app.orders.schemas import (
    OrderBody,
    OrderFilters,
    OrderItemFilters,
    OrderItemTerms,
    OrderOrderItemBody,
    OrderTerms,
    RevenueStatistics,
    RevenueStatisticsFilters,
    UpdateOrderBody,
)
from app.schemas import BIGINT_MAX, Moment, Text
from app.terms import any_of, since


async def list_orders(session: AsyncSession, filters: OrderFilters) -> tuple[Slice[Order], int]:
    conditions: list[ColumnElement[bool]] = []
    if filters.search is not None:
        conditions.append(
            or_(
                Order.customer_name.icontains(filters.search, autoescape=True),
                Order.id.icontains(filters.search, autoescape=True),
            )
        )
    if filters.filter is not None:
        conditions += _terms_of_list_orders(filters.filter)
    keys = _order_of_list_orders(filters.sort)
    found = await read_slice(
        session,
        select_orders().where(*conditions),
        keys,
        Window(
            filters.limit,
            after=read_cursor(keys, "after", filters.after),
            before=read_cursor(keys, "before", filters.before),
        ),
    )
    count = await session.scalars(select(func.count()).select_from(Order).where(*conditions))
    return found, count.one()


async def create_order(session: AsyncSession, details: OrderBody) -> Order:
    menu_items = await _named_menu_items(session, details.order_items)
    now = clock.now()
    order_row = Order(
        customer_name=details.customer_name,
        order_items=_make_order_items(details.order_items),
        total_price=_sum_order_items(details.order_items, menu_items),
        created_at=now,
        updated_at=now,
    )
    session.add(order_row)
    await session.flush()
    return await load_order_row(session, order_row.id)


async def get_order_by_id(session: AsyncSession, order_row_id: str) -> Order:
    order_row = await session.scalar(select_orders().where(Order.id == order_row_id))
    if order_row is None:
        raise NotFoundError("Order not found")
    return order_row


async def delete_order(session: AsyncSession, order_row_id: str) -> None:
    order_row = await _hold_order_row(session, order_row_id)
    await session.delete(order_row)


async def update_order(session: AsyncSession, order_row_id: str, changes: UpdateOrderBody) -> Order:
    order_row = await _hold_order_row(session, order_row_id)
    order_row.status = changes.status
    if session.is_modified(order_row):
        order_row.updated_at = clock.now()
    return await load_order_row(session, order_row.id)


async def list_order_items(
    session: AsyncSession, filters: OrderItemFilters
) -> Sequence[OrderOrderItem]:
    rows = await session.scalars(
        select(OrderOrderItem)
        .options(
            joinedload(OrderOrderItem.menu_item, innerjoin=True).options(
                with_expression(
                    MenuItem.has_photo, exists().where(MenuItemPhoto.menu_item_id == MenuItem.id)
                )
            )
        )
        .execution_options(populate_existing=True)
        .where(*_terms_of_list_order_items(filters.filter))
        .order_by(OrderOrderItem.order_id, OrderOrderItem.position)
    )
    return rows.all()


async def get_revenue(
    session: AsyncSession, filters: RevenueStatisticsFilters
) -> RevenueStatistics:
    start_date = filters.start_date or shift_moment(clock.now(), timedelta(days=-30))
    end_date = filters.end_date or clock.now()
    conditions: list[ColumnElement[bool]] = [
        Order.created_at >= start_date,
        Order.created_at <= end_date,
    ]
    told = await session.execute(
        select(
            func.coalesce(
                func.sum(cast(Order.total_price, Float)).filter(Order.status == "completed"), 0
            ).label("revenue"),
            func.coalesce(
                func.avg(cast(Order.total_price, Float)).filter(Order.status == "completed"), 0
            ).label("average_order_amount"),
            func.count().label("total_orders"),
            func.count().filter(Order.status == "placed").label("placed_orders"),
            func.count().filter(Order.status == "preparing").label("preparing_orders"),
            func.count().filter(Order.status == "completed").label("completed_orders"),
            func.count().filter(Order.status == "canceled").label("canceled_orders"),
        ).where(*conditions)
    )
    return RevenueStatistics.model_validate(
        {**told.mappings().one(), "start_date": start_date, "end_date": end_date}
    )


def _terms_of_list_orders(terms: OrderTerms) -> list[ColumnElement[bool]]:
    return [
        *any_of(Order.id, terms.id),
        *any_of(Order.id, terms.order_id),
        *any_of(Order.customer_name, terms.customer_name),
        *any_of(Order.status, terms.status),
        *since(Order.created_at, terms.created_at),
        *since(Order.updated_at, terms.updated_at),
    ]


def _order_of_list_orders(sort: str | None) -> Sequence[Key]:
    usual = (
        Key(Order.created_at, Moment, descending=True),
        Key(Order.id, Text, descending=True),
    )
    if sort is None:
        return usual
    keys = {
        "id": Key(Order.id, Text),
        "customerName": Key(Order.customer_name, Text),
        "status": Key(Order.status, Text),
        "createdAt": Key(Order.created_at, Moment),
        "updatedAt": Key(Order.updated_at, Moment),
    }
    return (replace(keys[sort.removeprefix("-")], descending=sort.startswith("-")), *usual)


def _make_order_items(given: list[OrderOrderItemBody]) -> list[OrderOrderItem]:
    return [
        OrderOrderItem(
            position=position,
            menu_item_id=order_item.menu_item_id,
            quantity=order_item.quantity,
            discount=order_item.discount,
            comment=order_item.comment,
        )
        for position, order_item in enumerate(given)
    ]


async def _named_menu_items(
    session: AsyncSession, order_items: list[OrderOrderItemBody]
) -> dict[str, MenuItem]:
    found = await find_menu_items(session, {order_item.menu_item_id for order_item in order_items})
    for position, order_item in enumerate(order_items):
        if order_item.menu_item_id not in found:
            raise unknown_row("names no MenuItem", "orderItems", str(position), "menuItemId")
    return found


def _sum_order_items(order_items: list[OrderOrderItemBody], menu_items: dict[str, MenuItem]) -> int:
    total = sum(
        max(
            menu_items[order_item.menu_item_id].price * order_item.quantity - order_item.discount, 0
        )
        for order_item in order_items
    )
    if total > BIGINT_MAX:
        raise too_much("comes to more than can be kept", "orderItems")
    return total


async def _hold_order_row(session: AsyncSession, order_row_id: str) -> Order:
    order_row = await session.scalar(select(Order).where(Order.id == order_row_id))
    if order_row is None:
        raise NotFoundError("Order not found")
    return order_row


def _terms_of_list_order_items(terms: OrderItemTerms) -> list[ColumnElement[bool]]:
    return [
        *any_of(OrderOrderItem.order_id, terms.order_id),
        *any_of(OrderOrderItem.menu_item_id, terms.menu_item_id),
        *any_of(OrderOrderItem.quantity, terms.quantity),
        *any_of(OrderOrderItem.discount, terms.discount),
        *any_of(OrderOrderItem.comment, terms.comment),
    ]
