from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field

CANCELLED = "order.cancelled"


class OrderCreated(BaseModel):
    order_id: UUID = Field(serialization_alias="orderId")
    total: int
    placed_at: datetime = Field(serialization_alias="placedAt")
    note: str | None = None
