from collections.abc import Collection

from sqlalchemy import Select, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import with_expression

from app.menu_items.models import MenuItem, MenuItemPhoto


def select_menu_items() -> Select[tuple[MenuItem]]:
    """Select menu items as they are answered."""
    return (
        select(MenuItem)
        .options(
            with_expression(
                MenuItem.has_photo, exists().where(MenuItemPhoto.menu_item_id == MenuItem.id)
            ),
        )
        # What the session already knows was loaded without these, or has changed since.
        .execution_options(populate_existing=True)
    )


async def load_menu_item(session: AsyncSession, menu_item_id: str) -> MenuItem:
    """Load one menu item as it is answered, after it was made or changed."""
    rows = await session.scalars(select_menu_items().where(MenuItem.id == menu_item_id))
    return rows.one()


async def find_menu_items(session: AsyncSession, keys: Collection[str]) -> dict[str, MenuItem]:
    """Find menu items by their keys."""
    statement = select(MenuItem).where(MenuItem.id.in_(keys))
    return {menu_item.id: menu_item for menu_item in await session.scalars(statement)}
