from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from app.errors import NotFoundError
from app.pets.models import Pet


def select_pets() -> Select[tuple[Pet]]:
    """Select pets as they are answered."""
    return select(Pet).options(
        selectinload(Pet.photo_url_rows),
        selectinload(Pet.tags),
    )


async def load_pet(session: AsyncSession, pet_id: int) -> Pet:
    """Load one pet as it is answered, after it was made or changed."""
    rows = await session.scalars(select_pets().where(Pet.id == pet_id))
    return rows.one()


async def require_pet(session: AsyncSession, pet_id: int) -> None:
    """Refuse an id that no pet has."""
    found = await session.scalar(select(Pet.id).where(Pet.id == pet_id))
    if found is None:
        raise NotFoundError("Pet not found")


async def pet_exists(session: AsyncSession, pet_id: int) -> bool:
    """Tell whether there is such a pet."""
    statement = select(Pet.id).where(Pet.id == pet_id)
    return await session.scalar(statement) is not None
