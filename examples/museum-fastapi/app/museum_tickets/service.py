from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.errors import NotFoundError
from app.museum_tickets.keys import new_confirmation_code
from app.museum_tickets.models import MuseumTicket
from app.museum_tickets.queries import load_museum_ticket
from app.museum_tickets.schemas import BuyMuseumTickets
from app.special_events.queries import special_event_exists


async def buy_museum_tickets(session: AsyncSession, details: BuyMuseumTickets) -> MuseumTicket:
    if details.event_id is not None and not await special_event_exists(session, details.event_id):
        raise NotFoundError("SpecialEvent not found")
    museum_ticket = MuseumTicket(
        email=details.email,
        ticket_date=details.ticket_date,
        ticket_type=details.ticket_type,
        event_id=details.event_id,
        confirmation_code=new_confirmation_code(details.ticket_type),
    )
    session.add(museum_ticket)
    await session.flush()
    return await load_museum_ticket(session, museum_ticket.ticket_id)


async def get_ticket_code(session: AsyncSession, ticket_id: UUID) -> str:
    content = await session.scalar(
        select(MuseumTicket.ticket_id).where(MuseumTicket.ticket_id == ticket_id)
    )
    if content is None:
        raise NotFoundError("MuseumTicket not found")
    return str(content)
