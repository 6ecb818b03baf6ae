from datetime import UTC, datetime
from uuid import UUID, uuid4

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

from .bus import publish_event
from .events import CANCELLED, OrderCreated
from .tasks import send_receipt, ship

app = FastAPI(title="Shop", version="1.0.0")


class NewOrder(BaseModel):
    total: int
    note: str | None = None


class Placed(BaseModel):
    id: UUID


def count_open() -> int:
    return 0


@app.post("/orders", status_code=201)
async def place_order(order: NewOrder) -> Placed:
    if count_open() > 9:
        raise HTTPException(409, "too many orders are open")
    placed = Placed(id=uuid4())
    event = OrderCreated(
        order_id=placed.id, total=order.total, placed_at=datetime.now(UTC), note=order.note
    )
    await publish_event("order.created", event.model_dump(mode="json", by_alias=True))
    send_receipt.delay(placed.id)
    return placed


@app.post("/orders/{order_id}/cancel", status_code=204)
async def cancel_order(order_id: UUID) -> None:
    payload = {
        "order_id": str(order_id),
        "reason": "asked for",
        "refund": True,
    }
    await publish_event(CANCELLED, payload)
