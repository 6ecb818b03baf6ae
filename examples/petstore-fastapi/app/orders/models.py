from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Order(Base):
    __tablename__ = "orders"
    # Without it SQLite gives the id of a deleted row to the next one.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    pet_id: Mapped[int | None] = mapped_column(ForeignKey("pets.id"), index=True)
    quantity: Mapped[int | None]
    ship_date: Mapped[datetime | None]
    status: Mapped[str | None] = mapped_column(String(9))
    complete: Mapped[bool | None]
