from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from app import clock
from app.errors import ConflictError, NotFoundError
from app.moments import shift_day
from app.special_events.models import SpecialEvent, SpecialEventDate
from app.special_events.queries import load_special_event, select_special_events
from app.special_events.schemas import SpecialEventBody, SpecialEventFields, SpecialEventFilters


async def list_special_events(
    session: AsyncSession, filters: SpecialEventFilters
) -> Sequence[SpecialEvent]:
    start_date = filters.start_date or clock.now().date()
    end_date = filters.end_date or shift_day(start_date, timedelta(days=7))
    conditions: list[ColumnElement[bool]] = [
        SpecialEvent.event_id.in_(
            select(SpecialEventDate.special_event_id).where(
                SpecialEventDate.date_ >= start_date, SpecialEventDate.date_ <= end_date
            )
        )
    ]
    rows = await session.scalars(
        select_special_events()
        .where(*conditions)
        .order_by(SpecialEvent.created_at, SpecialEvent.event_id)
        .limit(filters.limit)
        .offset(filters.offset)
    )
    return rows.all()


async def create_special_event(session: AsyncSession, details: SpecialEventBody) -> SpecialEvent:
    now = clock.now()
    special_event = SpecialEvent(
        name=details.name,
        location=details.location,
        event_description=details.event_description,
        date_rows=[
            SpecialEventDate(position=position, date_=date_)
            for position, date_ in enumerate(details.dates)
        ],
        price=details.price,
        created_at=now,
    )
    session.add(special_event)
    await session.flush()
    return await load_special_event(session, special_event.event_id)


async def get_special_event(session: AsyncSession, event_id: UUID) -> SpecialEvent:
    special_event = await session.scalar(
        select_special_events().where(SpecialEvent.event_id == event_id)
    )
    if special_event is None:
        raise NotFoundError("SpecialEvent not found")
    return special_event


async def delete_special_event(session: AsyncSession, event_id: UUID) -> None:
    special_event = await _hold_special_event(session, event_id)
    await session.delete(special_event)
    try:
        await session.flush()
    except IntegrityError as error:
        raise ConflictError("SpecialEvent is still in use") from error


async def update_special_event(
    session: AsyncSession, event_id: UUID, changes: SpecialEventFields
) -> SpecialEvent:
    special_event = await _hold_special_event(session, event_id)
    if changes.name is not None:
        special_event.name = changes.name
    if changes.location is not None:
        special_event.location = changes.location
    if changes.event_description is not None:
        special_event.event_description = changes.event_description
    if changes.dates is not None:
        special_event.date_rows = [
            SpecialEventDate(position=position, date_=date_)
            for position, date_ in enumerate(changes.dates)
        ]
    if changes.price is not None:
        special_event.price = changes.price
    return await load_special_event(session, special_event.event_id)


async def _hold_special_event(session: AsyncSession, event_id: UUID) -> SpecialEvent:
    special_event = await session.scalar(
        select(SpecialEvent)
        .where(SpecialEvent.event_id == event_id)
        .options(selectinload(SpecialEvent.date_rows))
    )
    if special_event is None:
        raise NotFoundError("SpecialEvent not found")
    return special_event
