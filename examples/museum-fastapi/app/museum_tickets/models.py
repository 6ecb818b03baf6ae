from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class MuseumTicket(Base):
    __tablename__ = "museum_tickets"

    ticket_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    ticket_date: Mapped[date]
    ticket_type: Mapped[str] = mapped_column(String(7))
    event_id: Mapped[UUID | None] = mapped_column(ForeignKey("special_events.event_id"), index=True)
    confirmation_code: Mapped[str] = mapped_column(String(29), unique=True)
    email: Mapped[str | None]

    @property
    def message(self) -> str:
        return {
            "event": "Museum special event ticket purchased",
            "general": "Museum general entry ticket purchased",
        }[self.ticket_type]
