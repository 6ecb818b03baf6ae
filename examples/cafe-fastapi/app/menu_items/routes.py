from typing import Annotated, Literal

from fastapi import APIRouter, Form, Path, Query, Request, Response, Security, status
from fastapi.responses import PlainTextResponse

from app.addresses import BaseUrl
from app.database import Session
from app.errors import error_responses
from app.files import answer_file, choose_type
from app.menu_items import service
from app.menu_items.schemas import (
    MenuItem,
    MenuItemBody,
    MenuItemFilters,
    MenuItemListPage,
    MenuItemListResponse,
)
from app.schemas import Text
from app.security import require_o_auth2

router = APIRouter(tags=["Products"])


@router.get(
    "/menu",
    operation_id="listMenuItems",
    summary="List all menu items",
    description="Retrieve a collection of menu items with optional filtering and pagination.",
    responses=error_responses(400, 500),
)
async def list_menu_items(
    filters: Annotated[MenuItemFilters, Query()], session: Session, base_url: BaseUrl
) -> MenuItemListResponse:
    found, total = await service.list_menu_items(session, filters)
    return MenuItemListResponse(
        object_="list",
        page=MenuItemListPage(
            end_cursor=found.end,
            start_cursor=found.start,
            has_next_page=found.has_next,
            has_prev_page=found.has_previous,
            limit=filters.limit,
            total=total,
        ),
        items=[MenuItem.model_validate(row, context=base_url) for row in found.rows],
    )


@router.post(
    "/menu",
    operation_id="createMenuItem",
    summary="Create menu item",
    description="Create a new menu item.",
    status_code=status.HTTP_201_CREATED,
    dependencies=[Security(require_o_auth2, scopes=["menu:write"])],
    responses=error_responses(400, 401, 403, 409, 500),
)
async def create_menu_item(
    request: Annotated[MenuItemBody, Form(media_type="multipart/form-data")],
    session: Session,
    base_url: BaseUrl,
) -> MenuItem:
    menu_item = await service.create_menu_item(session, request.root)
    return MenuItem.model_validate(menu_item, context=base_url)


@router.delete(
    "/menu/{menuItemId}",
    operation_id="deleteMenuItem",
    summary="Delete a menu item",
    description="Delete an existing menu item.",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=[Security(require_o_auth2, scopes=["menu:write"])],
    responses=error_responses(400, 401, 403, 404, 409, 500),
)
async def delete_menu_item(
    menu_item_id: Annotated[
        Text, Path(alias="menuItemId", description="ID of the menu item to retrieve.")
    ],
    session: Session,
) -> None:
    await service.delete_menu_item(session, menu_item_id)


@router.get(
    "/menu-item-images/{menuItemId}",
    operation_id="getMenuItemPhoto",
    summary="Retrieve a menu item photo",
    description="Retrieve the product photo image for a specific menu item.",
    response_class=Response,
    responses=error_responses(400, 404, 500)
    | {
        200: {
            "content": {
                "image/png": {"schema": {"type": "string", "format": "binary"}},
                "text/plain": {"schema": {"type": "string"}},
            }
        }
    },
)
async def get_menu_item_photo(
    menu_item_id: Annotated[
        Text, Path(alias="menuItemId", description="ID of the menu item to retrieve.")
    ],
    request: Request,
    session: Session,
    _photo_size: Annotated[
        Literal["thumbnail", "medium", "large"],
        Query(alias="photoSize", description="Photo size to retrieve."),
    ] = "medium",
) -> Response:
    # Every size is the file as it was sent.
    photo, text = await service.get_menu_item_photo(session, menu_item_id)
    wanted = choose_type(request.headers.get("Accept", "*/*"), photo.media_type, "text/plain")
    if wanted == "text/plain":
        return PlainTextResponse(text, headers={"Vary": "Accept"})
    return answer_file(photo.content, photo.media_type)
