from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app import clock
from app.cursors import Key, Slice, Window, read_cursor, read_slice
from app.database import is_duplicate
from app.errors import ConflictError, NotFoundError
from app.menu_items.models import MenuItem, MenuItemPhoto
from app.menu_items.queries import load_menu_item, select_menu_items
from app.menu_items.schemas import BeverageBody, DessertBody, MenuItemFilters, MenuItemTerms
from app.schemas import BigInt, Moment, Text
from app.terms import any_of, since


async def list_menu_items(
    session: AsyncSession, filters: MenuItemFilters
) -> tuple[Slice[MenuItem], int]:
    conditions: list[ColumnElement[bool]] = []
    if filters.search is not None:
        conditions.append(
            or_(
                MenuItem.name.icontains(filters.search, autoescape=True),
                MenuItem.photo_text_description.icontains(filters.search, autoescape=True),
            )
        )
    if filters.filter is not None:
        conditions += _terms_of_list_menu_items(filters.filter)
    keys = _order_of_list_menu_items(filters.sort)
    found = await read_slice(
        session,
        select_menu_items().where(*conditions),
        keys,
        Window(
            filters.limit,
            after=read_cursor(keys, "after", filters.after),
            before=read_cursor(keys, "before", filters.before),
        ),
    )
    count = await session.scalars(select(func.count()).select_from(MenuItem).where(*conditions))
    return found, count.one()


async def create_menu_item(session: AsyncSession, details: BeverageBody | DessertBody) -> MenuItem:
    now = clock.now()
    menu_item = MenuItem(
        category=details.category,
        name=details.name,
        price=details.price,
        photo_text_description=details.photo_text_description,
        created_at=now,
        updated_at=now,
    )
    match details:
        case BeverageBody():
            menu_item.volume = details.volume
            menu_item.contains_caffeine = details.contains_caffeine
        case DessertBody():
            menu_item.calories = details.calories
    session.add(menu_item)
    await _flush_unique(session)
    if details.photo is not None:
        session.add(
            MenuItemPhoto(
                menu_item_id=menu_item.id,
                content=details.photo.content,
                media_type=details.photo.media_type,
                size=len(details.photo.content),
            )
        )
    return await load_menu_item(session, menu_item.id)


async def delete_menu_item(session: AsyncSession, menu_item_id: str) -> None:
    menu_item = await _hold_menu_item(session, menu_item_id)
    await session.delete(menu_item)
    try:
        await session.flush()
    except IntegrityError as error:
        raise ConflictError("MenuItem is still in use") from error


async def get_menu_item_photo(
    session: AsyncSession, menu_item_id: str
) -> tuple[MenuItemPhoto, str | None]:
    found = await session.execute(
        select(MenuItemPhoto, MenuItem.photo_text_description)
        .join(MenuItem)
        .where(MenuItemPhoto.menu_item_id == menu_item_id)
    )
    row = found.one_or_none()
    if row is None:
        raise NotFoundError("Photo not found")
    photo, text = row
    return photo, text


def _terms_of_list_menu_items(terms: MenuItemTerms) -> list[ColumnElement[bool]]:
    return [
        *any_of(MenuItem.category, terms.category),
        *any_of(MenuItem.contains_caffeine, terms.contains_caffeine),
        *since(MenuItem.created_at, terms.created_at),
        *since(MenuItem.updated_at, terms.updated_at),
        *any_of(MenuItem.id, terms.id),
        *any_of(MenuItem.name, terms.name),
        *any_of(MenuItem.price, terms.price),
        *any_of(MenuItem.photo_text_description, terms.photo_text_description),
    ]


def _order_of_list_menu_items(sort: str | None) -> Sequence[Key]:
    usual = (
        Key(MenuItem.created_at, Moment, descending=True),
        Key(MenuItem.id, Text, descending=True),
    )
    if sort is None:
        return usual
    keys = {
        "category": Key(MenuItem.category, Text),
        "createdAt": Key(MenuItem.created_at, Moment),
        "updatedAt": Key(MenuItem.updated_at, Moment),
        "id": Key(MenuItem.id, Text),
        "name": Key(MenuItem.name, Text),
        "price": Key(MenuItem.price, BigInt),
    }
    return (replace(keys[sort.removeprefix("-")], descending=sort.startswith("-")), *usual)


async def _flush_unique(session: AsyncSession) -> None:
    try:
        await session.flush()
    except IntegrityError as error:
        if is_duplicate(error, MenuItem.name):
            message = "name: is already taken"
            raise ConflictError(message) from error
        raise


async def _hold_menu_item(session: AsyncSession, menu_item_id: str) -> MenuItem:
    menu_item = await session.scalar(select(MenuItem).where(MenuItem.id == menu_item_id))
    if menu_item is None:
        raise NotFoundError("MenuItem not found")
    return menu_item
