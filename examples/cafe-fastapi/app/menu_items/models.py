from datetime import datetime
from typing import ClassVar, Literal

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, query_expression

from app.database import Base
from app.menu_items.keys import new_menu_item_id


class MenuItem(Base):
    __tablename__ = "menu_items"
    __table_args__ = (Index(None, "created_at", "id"),)

    id: Mapped[str] = mapped_column(String(30), primary_key=True, default=new_menu_item_id)
    category: Mapped[str] = mapped_column(String(8), index=True)
    volume: Mapped[float | None]
    contains_caffeine: Mapped[bool | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(50), unique=True)
    price: Mapped[int] = mapped_column(index=True)
    photo_text_description: Mapped[str | None]
    calories: Mapped[float | None]

    object_: ClassVar[Literal["menuItem"]] = "menuItem"

    # Filled by the queries that answer rows of this table.
    has_photo: Mapped[bool] = query_expression()

    @property
    def photo_url(self) -> str | None:
        return f"/menu-item-images/{self.id}" if self.has_photo else None


class MenuItemPhoto(Base):
    __tablename__ = "menu_item_photos"

    menu_item_id: Mapped[str] = mapped_column(
        String(30), ForeignKey("menu_items.id", ondelete="CASCADE"), primary_key=True
    )
    content: Mapped[bytes]
    media_type: Mapped[str] = mapped_column(String(255))
    size: Mapped[int]
