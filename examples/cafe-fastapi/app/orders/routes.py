from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Security, status

from app.addresses import BaseUrl
from app.database import Session
from app.errors import error_responses
from app.orders import service
from app.orders.schemas import (
    Order,
    OrderBody,
    OrderFilters,
    OrderItem,
    OrderItemFilters,
    OrderListPage,
    OrderListResponse,
    RevenueStatistics,
    RevenueStatisticsFilters,
    UpdateOrderBody,
)
from app.schemas import Text
from app.security import require_api_key_or_o_auth2_for_revenue_read, require_o_auth2

router = APIRouter()


@router.get(
    "/orders",
    operation_id="listOrders",
    tags=["Orders"],
    summary="List all orders",
    description="Retrieve a collection of orders with optional filtering and pagination.",
    dependencies=[Security(require_o_auth2, scopes=["orders:read"])],
    responses=error_responses(400, 401, 403, 500),
)
async def list_orders(
    filters: Annotated[OrderFilters, Query()], session: Session
) -> OrderListResponse:
    found, total = await service.list_orders(session, filters)
    return OrderListResponse(
        object_="list",
        page=OrderListPage(
            end_cursor=found.end,
            start_cursor=found.start,
            has_next_page=found.has_next,
            has_prev_page=found.has_previous,
            limit=filters.limit,
            total=total,
        ),
        items=[Order.model_validate(row) for row in found.rows],
    )


@router.post(
    "/orders",
    operation_id="createOrder",
    tags=["Orders"],
    summary="Create order",
    description=(
        "Create a new order.\nOrder items cannot be changed - if they need to be "
        "updated, cancel the order and place a new one.\n"
    ),
    status_code=status.HTTP_201_CREATED,
    dependencies=[Security(require_o_auth2, scopes=["orders:write"])],
    responses=error_responses(400, 401, 403, 500),
)
async def create_order(request: OrderBody, session: Session) -> Order:
    order_row = await service.create_order(session, request)
    return Order.model_validate(order_row)


@router.get(
    "/orders/{orderId}",
    operation_id="getOrderById",
    tags=["Orders"],
    summary="Retrieve an order",
    description="Retrieve a single order by its ID.",
    dependencies=[Security(require_o_auth2, scopes=["orders:read"])],
    responses=error_responses(400, 401, 403, 404, 500),
)
async def get_order_by_id(
    order_row_id: Annotated[
        Text, Path(alias="orderId", description="ID of the order to retrieve.")
    ],
    session: Session,
) -> Order:
    order_row = await service.get_order_by_id(session, order_row_id)
    return Order.model_validate(order_row)


@router.delete(
    "/orders/{orderId}",
    operation_id="deleteOrder",
    tags=["Orders"],
    summary="Delete an order",
    description=(
        "Delete the order.\nTo keep the order history, cancel the order instead of deleting it.\n"
    ),
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=[Security(require_o_auth2, scopes=["orders:write"])],
    responses=error_responses(400, 401, 403, 404, 500),
)
async def delete_order(
    order_row_id: Annotated[
        Text, Path(alias="orderId", description="ID of the order to retrieve.")
    ],
    session: Session,
) -> None:
    await service.delete_order(session, order_row_id)


@router.patch(
    "/orders/{orderId}",
    operation_id="updateOrder",
    tags=["Orders"],
    summary="Partially update an order",
    description=(
        "Update an existing order status.\nOrder items cannot be changed - if "
        "they need to be updated, cancel the order and place a new one.\n"
    ),
    dependencies=[Security(require_o_auth2, scopes=["orders:write"])],
    responses=error_responses(400, 401, 403, 404, 500),
)
async def update_order(
    order_row_id: Annotated[
        Text, Path(alias="orderId", description="ID of the order to retrieve.")
    ],
    request: UpdateOrderBody,
    session: Session,
) -> Order:
    order_row = await service.update_order(session, order_row_id, request)
    return Order.model_validate(order_row)


@router.get(
    "/order-items",
    operation_id="listOrderItems",
    tags=["Orders"],
    summary="List all order items with menu item details",
    description=(
        "Returns an array of order items for a specific order.\nUse the `filter` "
        "parameter to filter by order ID.\n"
    ),
    dependencies=[Security(require_o_auth2, scopes=["orders:read"])],
    responses=error_responses(400, 401, 403, 404, 500),
)
async def list_order_items(
    filters: Annotated[OrderItemFilters, Query()], session: Session, base_url: BaseUrl
) -> list[OrderItem]:
    rows = await service.list_order_items(session, filters)
    return [OrderItem.model_validate(row, context=base_url) for row in rows]


@router.get(
    "/revenue",
    operation_id="getRevenue",
    tags=["Statistics"],
    summary="Get revenue statistics",
    description=(
        "Retrieve revenue statistics for a configurable date range.\nReturns "
        "revenue, order counts, average order amount, and other useful "
        "statistics.\n"
    ),
    dependencies=[Depends(require_api_key_or_o_auth2_for_revenue_read)],
    responses=error_responses(400, 401, 403, 500),
)
async def get_revenue(
    filters: Annotated[RevenueStatisticsFilters, Query()], session: Session
) -> RevenueStatistics:
    return await service.get_revenue(session, filters)
