from datetime import datetime
from typing import ClassVar, Literal

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base
from app.menu_items.models import MenuItem
from app.orders.keys import new_order_id


class OrderOrderItem(Base):
    __tablename__ = "order_order_items"

    order_id: Mapped[str] = mapped_column(
        String(30), ForeignKey("orders.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    menu_item_id: Mapped[str] = mapped_column(String(30), ForeignKey("menu_items.id"), index=True)
    quantity: Mapped[int]
    discount: Mapped[int] = mapped_column(default=0)
    comment: Mapped[str | None] = mapped_column(String(500))

    menu_item: Mapped[MenuItem] = relationship(lazy="raise")


class Order(Base):
    __tablename__ = "orders"
    __table_args__ = (Index(None, "created_at", "id"),)

    id: Mapped[str] = mapped_column(String(30), primary_key=True, default=new_order_id)
    customer_name: Mapped[str] = mapped_column(String(100), index=True)
    status: Mapped[str] = mapped_column(String(9), index=True, default="placed")
    total_price: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime] = mapped_column(index=True)

    order_items: Mapped[list[OrderOrderItem]] = relationship(
        lazy="raise",
        order_by=OrderOrderItem.position,
        cascade="all, delete-orphan",
        passive_deletes=True,
    )

    object_: ClassVar[Literal["order"]] = "order"
