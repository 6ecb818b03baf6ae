"""Request bodies that the API accepts, each different from the last."""

from typing import ClassVar, Literal, NotRequired, TypedDict

from factory.base import Factory
from factory.declarations import LazyFunction, Sequence


class SpecialEventBody(TypedDict):
    name: str
    location: str
    eventDescription: str
    dates: list[str]
    price: float


class SpecialEventBodyFactory(Factory[SpecialEventBody]):
    class Meta:
        model = SpecialEventBody
        rename: ClassVar[dict[str, str]] = {"event_description": "eventDescription"}

    name = Sequence(lambda number: f"Name {number}")
    location = Sequence(lambda number: f"Location {number}")
    event_description = Sequence(lambda number: f"Event description {number}")
    dates = LazyFunction(lambda: ["2030-02-03"])
    price = 7.5


class BuyMuseumTickets(TypedDict):
    email: NotRequired[str]
    ticketDate: str
    ticketType: Literal["event", "general"]
    eventId: NotRequired[str]


class BuyMuseumTicketsFactory(Factory[BuyMuseumTickets]):
    class Meta:
        model = BuyMuseumTickets
        rename: ClassVar[dict[str, str]] = {
            "ticket_date": "ticketDate",
            "ticket_type": "ticketType",
            "event_id": "eventId",
        }

    ticket_date = "2030-02-03"
    ticket_type = "general"


class MuseumDailyHourRow(TypedDict):
    date: str
    timeOpen: str
    timeClose: str


class MuseumDailyHourRowFactory(Factory[MuseumDailyHourRow]):
    class Meta:
        model = MuseumDailyHourRow
        rename: ClassVar[dict[str, str]] = {
            "date_": "date",
            "time_open": "timeOpen",
            "time_close": "timeClose",
        }

    date_ = "2030-02-03"
    time_open = "2100"
    time_close = "2100"
