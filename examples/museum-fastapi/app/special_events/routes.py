from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, status

from app.database import Session
from app.errors import error_responses
from app.security import require_museum_placeholder_auth
from app.special_events import service
from app.special_events.schemas import (
    SpecialEvent,
    SpecialEventBody,
    SpecialEventFields,
    SpecialEventFilters,
)

router = APIRouter(tags=["Events"])


@router.get(
    "/special-events",
    operation_id="listSpecialEvents",
    summary="List special events",
    description="Return a list of upcoming special events at the museum.",
    dependencies=[Depends(require_museum_placeholder_auth)],
    responses=error_responses(400, 401, 404),
)
async def list_special_events(
    filters: Annotated[SpecialEventFilters, Query()], session: Session
) -> list[SpecialEvent]:
    rows = await service.list_special_events(session, filters)
    return [SpecialEvent.model_validate(row) for row in rows]


@router.post(
    "/special-events",
    operation_id="createSpecialEvent",
    summary="Create special events",
    description="Creates a new special event for the museum.",
    status_code=status.HTTP_201_CREATED,
    dependencies=[Depends(require_museum_placeholder_auth)],
    responses=error_responses(400, 401, 404),
)
async def create_special_event(request: SpecialEventBody, session: Session) -> SpecialEvent:
    special_event = await service.create_special_event(session, request)
    return SpecialEvent.model_validate(special_event)


@router.get(
    "/special-events/{eventId}",
    operation_id="getSpecialEvent",
    summary="Get special event",
    description="Get details about a special event.",
    dependencies=[Depends(require_museum_placeholder_auth)],
    responses=error_responses(400, 401, 404),
)
async def get_special_event(
    event_id: Annotated[UUID, Path(alias="eventId", description="Identifier for a special event.")],
    session: Session,
) -> SpecialEvent:
    special_event = await service.get_special_event(session, event_id)
    return SpecialEvent.model_validate(special_event)


@router.delete(
    "/special-events/{eventId}",
    operation_id="deleteSpecialEvent",
    summary="Delete special event",
    description=(
        "Delete a special event from the collection. Allows museum to cancel planned events."
    ),
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=[Depends(require_museum_placeholder_auth)],
    responses=error_responses(400, 401, 404, 409),
)
async def delete_special_event(
    event_id: Annotated[UUID, Path(alias="eventId", description="Identifier for a special event.")],
    session: Session,
) -> None:
    await service.delete_special_event(session, event_id)


@router.patch(
    "/special-events/{eventId}",
    operation_id="updateSpecialEvent",
    summary="Update special event",
    description="Update the details of a special event.",
    dependencies=[Depends(require_museum_placeholder_auth)],
    responses=error_responses(400, 401, 404),
)
async def update_special_event(
    event_id: Annotated[UUID, Path(alias="eventId", description="Identifier for a special event.")],
    request: SpecialEventFields,
    session: Session,
) -> SpecialEvent:
    special_event = await service.update_special_event(session, event_id, request)
    return SpecialEvent.model_validate(special_event)
