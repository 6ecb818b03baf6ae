from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.schemas import (
    Date,
    Number,
    Omittable,
    Page,
    RequestModel,
    ResponseModel,
    Text,
    Uuid,
    published,
)


class SpecialEventFilters(Page):
    start_date: Annotated[
        Omittable[Date],
        Field(
            description=(
                "Starting date to retrieve future operating hours from. Defaults to today's date."
            )
        ),
    ] = None
    end_date: Annotated[
        Omittable[Date],
        Field(
            description=(
                "End of a date range to retrieve special events for. Defaults to 7 days "
                "after `startDate`."
            )
        ),
    ] = None


class SpecialEventBody(RequestModel):
    name: Text
    location: Text
    event_description: Text
    dates: list[Date]
    price: Annotated[Number, published(format="float")]
    # May be sent, and is made here all the same.
    event_id: Omittable[Uuid] = None


class SpecialEventFields(RequestModel):
    name: Omittable[Text] = None
    location: Omittable[Text] = None
    event_description: Omittable[Text] = None
    dates: Omittable[list[Date]] = None
    price: Omittable[Annotated[Number, published(format="float")]] = None


class SpecialEvent(ResponseModel):
    event_id: UUID
    name: str
    location: str
    event_description: str
    dates: list[date]
    price: Annotated[float, published(format="float")]
