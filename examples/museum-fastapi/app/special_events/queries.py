from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from app.special_events.models import SpecialEvent


def select_special_events() -> Select[tuple[SpecialEvent]]:
    """Select special events as they are answered."""
    return select(SpecialEvent).options(
        selectinload(SpecialEvent.date_rows),
    )


async def load_special_event(session: AsyncSession, special_event_id: UUID) -> SpecialEvent:
    """Load one special event as it is answered, after it was made or changed."""
    rows = await session.scalars(
        select_special_events().where(SpecialEvent.event_id == special_event_id)
    )
    return rows.one()


async def special_event_exists(session: AsyncSession, event_id: UUID) -> bool:
    """Tell whether there is such a special event."""
    statement = select(SpecialEvent.event_id).where(SpecialEvent.event_id == event_id)
    return await session.scalar(statement) is not None
