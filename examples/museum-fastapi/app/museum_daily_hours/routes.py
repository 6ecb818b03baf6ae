from typing import Annotated

from fastapi import APIRouter, Depends, Query

from app.database import Session
from app.errors import error_responses
from app.museum_daily_hours import service
from app.museum_daily_hours.schemas import MuseumDailyHourFilters, MuseumDailyHours
from app.security import require_museum_placeholder_auth

router = APIRouter(tags=["Operations"])


@router.get(
    "/museum-hours",
    operation_id="getMuseumHours",
    summary="Get museum hours",
    description="Get upcoming museum operating hours.",
    dependencies=[Depends(require_museum_placeholder_auth)],
    responses=error_responses(400, 401, 404),
)
async def get_museum_hours(
    filters: Annotated[MuseumDailyHourFilters, Query()], session: Session
) -> list[MuseumDailyHours]:
    rows = await service.get_museum_hours(session, filters)
    return [MuseumDailyHours.model_validate(row) for row in rows]
