import pytest
from defusedxml.ElementTree import fromstring
from httpx import AsyncClient, Auth

from tests.api import (
    add_pet,
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    get_pet_by_id,
    update_pet_with_form,
)
from tests.credentials import UNKNOWN_TO_PETSTORE_AUTH, holding_petstore_auth


@pytest.mark.parametrize(("field", "value"), [("name", "Third name"), ("status", "sold")])
async def test_stores_a_field_and_leaves_the_others(
    client: AsyncClient, field: str, value: object
) -> None:
    pet = await add_pet(client)

    await update_pet_with_form(client, pet["id"], {field: value})

    assert await get_pet_by_id(client, pet["id"]) == {**pet, field: value}


async def test_answers_the_changed_pet(client: AsyncClient) -> None:
    pet = await add_pet(client)
    changes = {"name": "Third name", "status": "sold"}

    answered = await update_pet_with_form(client, pet["id"], changes)

    assert answered == {**pet, **changes}


async def test_changes_no_other_pet(client: AsyncClient) -> None:
    pet = await add_pet(client)
    other_pet = await add_pet(client)

    await update_pet_with_form(client, pet["id"], {"name": "Third name"})

    assert (await get_pet_by_id(client, pet["id"]))["name"] == "Third name"
    assert await get_pet_by_id(client, other_pet["id"]) == other_pet


@pytest.mark.parametrize("field", ["name"])
async def test_lets_a_text_be_emptied(client: AsyncClient, field: str) -> None:
    pet = await add_pet(client)
    assert pet[field]

    await update_pet_with_form(client, pet["id"], {field: ""})

    assert (await get_pet_by_id(client, pet["id"]))[field] == ""


async def test_leaves_a_pet_that_stays_the_same(client: AsyncClient) -> None:
    pet = await add_pet(client, name="First name")
    assert pet["name"] == "First name"

    await update_pet_with_form(client, pet["id"], {"name": pet["name"]})

    assert await get_pet_by_id(client, pet["id"]) == pet


async def test_accepts_a_change_of_nothing(client: AsyncClient) -> None:
    pet = await add_pet(client, name="First name")
    assert pet["name"] == "First name"

    response = await client.post(
        f"/pet/{pet['id']}", params={}, auth=holding_petstore_auth("write:pets", "read:pets")
    )

    assert response.status_code == 200
    assert response.json() == pet


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_PETSTORE_AUTH])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    pet = await add_pet(client)

    response = await client.post(f"/pet/{pet['id']}", params={"name": "Second name"}, auth=auth)

    assert_unauthorized(response)


@pytest.mark.parametrize(
    "auth", [holding_petstore_auth("read:pets"), holding_petstore_auth("write:pets")]
)
async def test_needs_all_that_petstore_auth_can_grant_for_it(
    client: AsyncClient, auth: Auth
) -> None:
    pet = await add_pet(client)

    response = await client.post(f"/pet/{pet['id']}", params={"name": "Second name"}, auth=auth)

    assert_refused(response, 403)


async def test_knows_no_pet_of_another_id(client: AsyncClient) -> None:
    pet = await add_pet(client)

    response = await client.post(
        f"/pet/{pet['id'] + 1_000}",
        params={"name": "Second name"},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_refused(response, 404, "Pet not found")


async def test_refuses_an_id_that_is_no_number(client: AsyncClient) -> None:
    await add_pet(client)

    response = await client.post(
        "/pet/text",
        params={"name": "Second name"},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(response, "petId")


async def test_knows_no_pet_of_an_id_that_no_database_can_hold(client: AsyncClient) -> None:
    await add_pet(client)

    response = await client.post(
        "/pet/999999999999999999999999999999",
        params={"name": "Second name"},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_refused(response, 404)


@pytest.mark.parametrize(("field", "value"), [("name", "nul\x00"), ("status", "no such value")])
async def test_refuses_what_the_field_cannot_hold(
    client: AsyncClient, field: str, value: str
) -> None:
    pet = await add_pet(client)

    response = await client.post(
        f"/pet/{pet['id']}",
        params={field: value},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(response, field)


async def test_answers_xml(client: AsyncClient) -> None:
    pet = await add_pet(client)

    response = await client.post(
        f"/pet/{pet['id']}",
        params={"name": "Second name"},
        headers={"Accept": "application/xml"},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml"
    document = fromstring(response.content)
    assert document.tag == "pet"
    assert document.findtext("id") == str(pet["id"])
