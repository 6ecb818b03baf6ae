import pytest
from httpx import AsyncClient, Auth

from tests.api import (
    add_pet,
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    delete_pet,
    find_pets_by_tags,
    get_order_by_id,
    get_pet_by_id,
    place_order,
)
from tests.credentials import UNKNOWN_TO_PETSTORE_AUTH, holding_api_key, holding_petstore_auth


async def test_removes_the_pet(client: AsyncClient) -> None:
    pet = await add_pet(client)

    await delete_pet(client, pet["id"])

    assert_refused(await client.get(f"/pet/{pet['id']}", auth=holding_api_key()), 404)
    assert await find_pets_by_tags(client) == []


async def test_leaves_the_other_pets(client: AsyncClient) -> None:
    pet = await add_pet(client)
    other_pet = await add_pet(client, name="First name")

    await delete_pet(client, pet["id"])

    assert (await get_pet_by_id(client, other_pet["id"]))["name"] == "First name"
    assert await get_pet_by_id(client, other_pet["id"]) == other_pet
    assert (await client.get(f"/pet/{pet['id']}", auth=holding_api_key())).status_code == 404


async def test_cannot_be_repeated(client: AsyncClient) -> None:
    pet = await add_pet(client)
    await delete_pet(client, pet["id"])

    response = await client.delete(
        f"/pet/{pet['id']}", auth=holding_petstore_auth("write:pets", "read:pets")
    )

    assert_refused(response, 404, "Pet not found")


async def test_keeps_a_pet_that_the_pet_id_of_an_order_names(client: AsyncClient) -> None:
    pet = await add_pet(client)
    order_row = await place_order(client, pet_id=pet["id"])

    response = await client.delete(
        f"/pet/{pet['id']}", auth=holding_petstore_auth("write:pets", "read:pets")
    )

    assert_refused(response, 409, "Pet is still in use")
    assert (await get_order_by_id(client, order_row["id"]))["petId"] == pet["id"]


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_PETSTORE_AUTH])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    pet = await add_pet(client)

    response = await client.delete(f"/pet/{pet['id']}", auth=auth)

    assert_unauthorized(response)


@pytest.mark.parametrize(
    "auth", [holding_petstore_auth("read:pets"), holding_petstore_auth("write:pets")]
)
async def test_needs_all_that_petstore_auth_can_grant_for_it(
    client: AsyncClient, auth: Auth
) -> None:
    pet = await add_pet(client)

    response = await client.delete(f"/pet/{pet['id']}", auth=auth)

    assert_refused(response, 403)


async def test_knows_no_pet_of_another_id(client: AsyncClient) -> None:
    pet = await add_pet(client)

    response = await client.delete(
        f"/pet/{pet['id'] + 1_000}", auth=holding_petstore_auth("write:pets", "read:pets")
    )

    assert_refused(response, 404, "Pet not found")


async def test_refuses_an_id_that_is_no_number(client: AsyncClient) -> None:
    await add_pet(client)

    response = await client.delete(
        "/pet/text", auth=holding_petstore_auth("write:pets", "read:pets")
    )

    assert_invalid(response, "petId")


async def test_knows_no_pet_of_an_id_that_no_database_can_hold(client: AsyncClient) -> None:
    await add_pet(client)

    response = await client.delete(
        "/pet/999999999999999999999999999999", auth=holding_petstore_auth("write:pets", "read:pets")
    )

    assert_refused(response, 404)
