from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base


class SpecialEventDate(Base):
    __tablename__ = "special_event_dates"

    special_event_id: Mapped[UUID] = mapped_column(
        ForeignKey("special_events.event_id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    date_: Mapped[date] = mapped_column(index=True)


class SpecialEvent(Base):
    __tablename__ = "special_events"
    __table_args__ = (Index(None, "created_at", "event_id"),)

    event_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str]
    location: Mapped[str]
    event_description: Mapped[str]
    price: Mapped[float]
    created_at: Mapped[datetime]

    date_rows: Mapped[list[SpecialEventDate]] = relationship(
        lazy="raise",
        order_by=SpecialEventDate.position,
        cascade="all, delete-orphan",
        passive_deletes=True,
    )

    @property
    def dates(self) -> list[date]:
        return [row.date_ for row in self.date_rows]
