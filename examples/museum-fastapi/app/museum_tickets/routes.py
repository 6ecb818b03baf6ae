from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response, status

from app.database import Session
from app.errors import error_responses
from app.museum_tickets import service
from app.museum_tickets.schemas import BuyMuseumTickets, MuseumTicketsConfirmation
from app.qr_codes import answer_qr_code
from app.security import require_museum_placeholder_auth

router = APIRouter(tags=["Tickets"])


@router.post(
    "/tickets",
    operation_id="buyMuseumTickets",
    summary="Buy museum tickets",
    description="Purchase museum tickets for general entry or special events.",
    status_code=status.HTTP_201_CREATED,
    dependencies=[Depends(require_museum_placeholder_auth)],
    responses=error_responses(400, 401, 404),
)
async def buy_museum_tickets(
    request: BuyMuseumTickets, session: Session
) -> MuseumTicketsConfirmation:
    museum_ticket = await service.buy_museum_tickets(session, request)
    return MuseumTicketsConfirmation.model_validate(museum_ticket)


@router.get(
    "/tickets/{ticketId}/qr",
    operation_id="getTicketCode",
    summary="Get ticket QR code",
    description="Return an image of your ticket with scannable QR code. Used for event entry.",
    dependencies=[Depends(require_museum_placeholder_auth)],
    response_class=Response,
    responses=error_responses(400, 401, 404)
    | {200: {"content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}}},
)
async def get_ticket_code(
    ticket_id: Annotated[
        UUID,
        Path(
            alias="ticketId",
            description=(
                "Identifier for a ticket to a museum event. Used to generate ticket image."
            ),
        ),
    ],
    session: Session,
) -> Response:
    content = await service.get_ticket_code(session, ticket_id)
    return answer_qr_code(content)
