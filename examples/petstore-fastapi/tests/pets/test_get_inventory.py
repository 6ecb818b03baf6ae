import pytest
from httpx import AsyncClient, Auth

from tests.api import add_pet, assert_unauthorized, delete_pet, get_inventory
from tests.conftest import Counting
from tests.credentials import UNKNOWN_TO_API_KEY


async def test_counts_pets_by_status(client: AsyncClient) -> None:
    assert await get_inventory(client) == {"available": 0, "pending": 0, "sold": 0}

    await add_pet(client, status="available")
    await add_pet(client, status="pending")
    await add_pet(client, status="available")

    assert await get_inventory(client) == {"available": 2, "pending": 1, "sold": 0}


async def test_counts_no_pet_without_status(client: AsyncClient) -> None:
    await add_pet(client)
    await add_pet(client, status="available")

    assert await get_inventory(client) == {"available": 1, "pending": 0, "sold": 0}


async def test_counts_no_pet_that_is_gone(client: AsyncClient) -> None:
    pet = await add_pet(client, status="available")
    await add_pet(client, status="available")

    await delete_pet(client, pet["id"])

    assert await get_inventory(client) == {"available": 1, "pending": 0, "sold": 0}


async def test_sends_as_many_statements_for_fifty_pets_as_for_one(
    client: AsyncClient, counting_statements: Counting
) -> None:
    await add_pet(client, status="available")

    with counting_statements() as one:
        assert await get_inventory(client) == {"available": 1, "pending": 0, "sold": 0}

    for _ in range(49):
        await add_pet(client, status="available")

    with counting_statements() as fifty:
        assert await get_inventory(client) == {"available": 50, "pending": 0, "sold": 0}

    assert len(fifty) == len(one)


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_API_KEY])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    response = await client.get("/store/inventory", auth=auth)

    assert_unauthorized(response)
