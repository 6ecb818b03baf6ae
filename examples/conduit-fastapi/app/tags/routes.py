from fastapi import APIRouter

from app.database import Session
from app.errors import error_responses
from app.tags import service
from app.tags.schemas import TagsResponse

router = APIRouter(tags=["Tags"])


@router.get(
    "/tags",
    operation_id="GetTags",
    summary="Get tags",
    description="Get tags. Auth not required",
    responses=error_responses(422),
)
async def get_tags(session: Session) -> TagsResponse:
    return TagsResponse(tags=list(await service.get_tags(session)))
