from datetime import date
from typing import Literal, Self
from uuid import UUID

from pydantic import model_validator

from app.schemas import (
    Date,
    EmailText,
    Omittable,
    Omitted,
    RequestModel,
    ResponseModel,
    Uuid,
    missing,
)


class BuyMuseumTickets(RequestModel):
    email: Omittable[EmailText] = None
    ticket_date: Date
    ticket_type: Literal["event", "general"]
    event_id: Omittable[Uuid] = None
    # May be sent, and is made here all the same.
    ticket_id: Omittable[Uuid] = None

    @model_validator(mode="after")
    def require_event_id(self) -> Self:
        if self.ticket_type == "event" and self.event_id is None:
            raise missing("eventId")
        return self


class MuseumTicketsConfirmation(ResponseModel):
    ticket_id: UUID
    ticket_date: date
    ticket_type: Literal["event", "general"]
    event_id: Omitted[UUID] = None
    message: str
    confirmation_code: str
