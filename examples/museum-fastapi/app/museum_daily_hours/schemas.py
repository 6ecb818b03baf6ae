from datetime import date
from typing import Annotated

from pydantic import Field

from app.schemas import Date, Omittable, Page, RequestModel, ResponseModel, Text, published


class MuseumDailyHourFilters(Page):
    start_date: Annotated[
        Omittable[Date],
        Field(
            description=(
                "Starting date to retrieve future operating hours from. Defaults to today's date."
            )
        ),
    ] = None


class MuseumDailyHourRow(RequestModel):
    date_: Annotated[Date, Field(alias="date")]
    time_open: Annotated[Text, Field(pattern="^([01]\\d|2[0-3]):?([0-5]\\d)$")]
    time_close: Annotated[Text, Field(pattern="^([01]\\d|2[0-3]):?([0-5]\\d)$")]


class MuseumDailyHours(ResponseModel):
    date_: Annotated[date, Field(alias="date")]
    time_open: Annotated[str, published(pattern="^([01]\\d|2[0-3]):?([0-5]\\d)$")]
    time_close: Annotated[str, published(pattern="^([01]\\d|2[0-3]):?([0-5]\\d)$")]
