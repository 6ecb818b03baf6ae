from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from app.database import insert
from app.errors import ConflictError, NotFoundError
from app.files import SentContent
from app.pets.models import Pet, PetImage, PetPhotoUrl, PetTag
from app.pets.queries import load_pet, require_pet, select_pets
from app.pets.schemas import (
    AddPetBody,
    FindPetsByTagsFilters,
    PetBody,
    PetFilters,
    TagBody,
    UpdatePetWithFormChanges,
)
from app.schemas import to_json


async def update_pet(session: AsyncSession, changes: PetBody) -> Pet:
    pet = await _hold_pet(session, changes.id)
    pet.name = changes.name
    pet.category = to_json(changes.category)
    pet.photo_url_rows = [
        PetPhotoUrl(position=position, photo_url=photo_url)
        for position, photo_url in enumerate(changes.photo_urls)
    ]
    pet.tags = _make_tags(changes.tags)
    pet.status = changes.status
    return await load_pet(session, pet.id)


async def add_pet(session: AsyncSession, details: AddPetBody) -> Pet:
    pet = Pet(
        name=details.name,
        category=to_json(details.category),
        photo_url_rows=[
            PetPhotoUrl(position=position, photo_url=photo_url)
            for position, photo_url in enumerate(details.photo_urls)
        ],
        tags=_make_tags(details.tags),
        status=details.status,
    )
    session.add(pet)
    await session.flush()
    return await load_pet(session, pet.id)


async def find_pets_by_status(session: AsyncSession, filters: PetFilters) -> Sequence[Pet]:
    conditions: list[ColumnElement[bool]] = [Pet.status == filters.status]
    rows = await session.scalars(select_pets().where(*conditions).order_by(Pet.id))
    return rows.all()


async def find_pets_by_tags(session: AsyncSession, filters: FindPetsByTagsFilters) -> Sequence[Pet]:
    conditions: list[ColumnElement[bool]] = []
    if filters.tags:
        matching = select(PetTag.pet_id).where(PetTag.name.in_(filters.tags))
        conditions.append(Pet.id.in_(matching))
    rows = await session.scalars(select_pets().where(*conditions).order_by(Pet.id))
    return rows.all()


async def get_pet_by_id(session: AsyncSession, pet_id: int) -> Pet:
    pet = await session.scalar(select_pets().where(Pet.id == pet_id))
    if pet is None:
        raise NotFoundError("Pet not found")
    return pet


async def update_pet_with_form(
    session: AsyncSession, pet_id: int, changes: UpdatePetWithFormChanges
) -> Pet:
    pet = await _hold_pet(session, pet_id)
    if changes.name is not None:
        pet.name = changes.name
    if changes.status is not None:
        pet.status = changes.status
    return await load_pet(session, pet.id)


async def delete_pet(session: AsyncSession, pet_id: int) -> None:
    pet = await _hold_pet(session, pet_id)
    await session.delete(pet)
    try:
        await session.flush()
    except IntegrityError as error:
        raise ConflictError("Pet is still in use") from error


async def upload_file(
    session: AsyncSession, pet_id: int, sent: SentContent, additional_metadata: str | None
) -> None:
    await require_pet(session, pet_id)
    values = {
        "content": sent.content,
        "media_type": sent.media_type,
        "size": len(sent.content),
        "additional_metadata": additional_metadata,
    }
    await session.execute(
        insert(PetImage)
        .values(pet_id=pet_id, **values)
        .on_conflict_do_update(index_elements=[PetImage.pet_id], set_=values)
    )


async def get_inventory(session: AsyncSession) -> dict[str, int]:
    counted = await session.execute(select(Pet.status, func.count()).group_by(Pet.status))
    return {"available": 0, "pending": 0, "sold": 0} | {
        value: count for value, count in counted.tuples() if value is not None
    }


async def _hold_pet(session: AsyncSession, pet_id: int) -> Pet:
    pet = await session.scalar(
        select(Pet)
        .where(Pet.id == pet_id)
        .options(selectinload(Pet.photo_url_rows), selectinload(Pet.tags))
    )
    if pet is None:
        raise NotFoundError("Pet not found")
    return pet


def _make_tags(given: list[TagBody]) -> list[PetTag]:
    return [
        PetTag(
            position=position,
            id=tag.id,
            name=tag.name,
        )
        for position, tag in enumerate(given)
    ]
