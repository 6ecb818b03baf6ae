from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.museum_tickets.models import MuseumTicket


async def load_museum_ticket(session: AsyncSession, museum_ticket_id: UUID) -> MuseumTicket:
    """Load one museum ticket as it is answered, after it was made or changed."""
    rows = await session.scalars(
        select(MuseumTicket).where(MuseumTicket.ticket_id == museum_ticket_id)
    )
    return rows.one()
