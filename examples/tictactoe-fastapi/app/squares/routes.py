from typing import Annotated

from fastapi import APIRouter, Body, Depends, Path

from app.database import Session
from app.errors import error_responses
from app.security import (
    require_bearer_http_authentication_or_user2_app_oauth_for_board_read,
    require_bearer_http_authentication_or_user2_app_oauth_for_board_write,
    require_default_api_key_or_app2_app_oauth_for_board_read,
)
from app.squares import service
from app.squares.models import Mark
from app.squares.schemas import Status, WrittenMark

router = APIRouter(tags=["Gameplay"])


@router.get(
    "/board",
    operation_id="get-board",
    summary="Get the whole board",
    description="Retrieves the current state of the board and the winner.",
    dependencies=[Depends(require_default_api_key_or_app2_app_oauth_for_board_read)],
    responses=error_responses(401, 403),
)
async def get_board(session: Session) -> Status:
    board = await service.get_board(session)
    return Status(board=board)


@router.get(
    "/board/{row}/{column}",
    operation_id="get-square",
    summary="Get a single board square",
    description="Retrieves the requested square.",
    dependencies=[Depends(require_bearer_http_authentication_or_user2_app_oauth_for_board_read)],
    responses=error_responses(400, 401, 403),
)
async def get_square(
    row: Annotated[int, Path(ge=1, le=3, description="Board row (vertical coordinate)")],
    column: Annotated[int, Path(ge=1, le=3, description="Board column (horizontal coordinate)")],
    session: Session,
) -> Mark:
    return await service.get_square(session, row, column)


@router.put(
    "/board/{row}/{column}",
    operation_id="put-square",
    summary="Set a single board square",
    description=(
        "Places a mark on the board and retrieves the whole board and the winner (if any)."
    ),
    dependencies=[Depends(require_bearer_http_authentication_or_user2_app_oauth_for_board_write)],
    openapi_extra={
        "parameters": [
            {
                "name": "progressUrl",
                "in": "header",
                "description": (
                    "Progress URL that should be called if asynchronous response is returned"
                ),
                "schema": {"type": "string"},
            }
        ]
    },
    responses=error_responses(400, 401, 403)
    | {
        202: {
            "description": "Mark operation has not completed. Use callback to check for progress",
            "headers": {"Location": {"description": "Callback URL", "schema": {"type": "string"}}},
        }
    },
)
async def put_square(
    row: Annotated[int, Path(ge=1, le=3, description="Board row (vertical coordinate)")],
    column: Annotated[int, Path(ge=1, le=3, description="Board column (horizontal coordinate)")],
    mark: Annotated[WrittenMark, Body()],
    session: Session,
) -> Status:
    board = await service.put_square(session, row, column, mark)
    return Status(board=board)
