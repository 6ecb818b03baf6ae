from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from app import clock
from app.museum_daily_hours.models import MuseumDailyHour
from app.museum_daily_hours.schemas import MuseumDailyHourFilters, MuseumDailyHourRow


async def get_museum_hours(
    session: AsyncSession, filters: MuseumDailyHourFilters
) -> Sequence[MuseumDailyHour]:
    start_date = filters.start_date or clock.now().date()
    conditions: list[ColumnElement[bool]] = [MuseumDailyHour.date_ >= start_date]
    rows = await session.scalars(
        select(MuseumDailyHour)
        .where(*conditions)
        .order_by(MuseumDailyHour.date_, MuseumDailyHour.id)
        .limit(filters.limit)
        .offset(filters.offset)
    )
    return rows.all()


async def load_museum_daily_hour(session: AsyncSession, details: MuseumDailyHourRow) -> None:
    museum_daily_hour = MuseumDailyHour(
        date_=details.date_,
        time_open=details.time_open,
        time_close=details.time_close,
    )
    session.add(museum_daily_hour)
    await session.flush()
