from typing import Annotated

from fastapi import APIRouter, Path, Response

from app.database import Session
from app.errors import error_responses
from app.media_types import FORM, XML, MediaTypeRoute, also_answered, also_taken
from app.orders import service
from app.orders.schemas import Order, OrderBody
from app.schemas import BigInt

router = APIRouter(tags=["store"], route_class=MediaTypeRoute)


@router.post(
    "/store/order",
    operation_id="placeOrder",
    summary="Place an order for a pet.",
    description="Place a new order in the store.",
    openapi_extra=also_taken(OrderBody, XML, FORM),
    responses=error_responses(400, 422, "default"),
)
async def place_order(request: OrderBody, session: Session) -> Order:
    order_row = await service.place_order(session, request)
    return Order.model_validate(order_row)


@router.get(
    "/store/order/{orderId}",
    operation_id="getOrderById",
    summary="Find purchase order by ID.",
    description=(
        "For valid response try integer IDs with value <= 5 or > 10. Other "
        "values will generate exceptions."
    ),
    responses=error_responses(400, 404, "default") | {200: also_answered(Order, XML)},
)
async def get_order_by_id(
    order_row_id: Annotated[
        BigInt,
        Path(
            alias="orderId",
            description="ID of order that needs to be fetched",
            json_schema_extra={"format": "int64"},
        ),
    ],
    session: Session,
) -> Order:
    order_row = await service.get_order_by_id(session, order_row_id)
    return Order.model_validate(order_row)


@router.delete(
    "/store/order/{orderId}",
    operation_id="deleteOrder",
    summary="Delete purchase order by identifier.",
    description=(
        "For valid response try integer IDs with value < 1000. Anything above "
        "1000 or non-integers will generate API errors."
    ),
    response_class=Response,
    responses=error_responses(400, 404, "default"),
)
async def delete_order(
    order_row_id: Annotated[
        BigInt,
        Path(
            alias="orderId",
            description="ID of the order that needs to be deleted",
            json_schema_extra={"format": "int64"},
        ),
    ],
    session: Session,
) -> None:
    await service.delete_order(session, order_row_id)
