import pytest
from defusedxml.ElementTree import fromstring
from httpx import AsyncClient, Auth

from tests.api import add_pet, assert_invalid, assert_refused, assert_unauthorized
from tests.credentials import (
    UNKNOWN_TO_API_KEY,
    UNKNOWN_TO_PETSTORE_AUTH,
    holding_api_key,
    holding_petstore_auth,
)


async def test_answers_the_pet_of_the_id(client: AsyncClient) -> None:
    pet = await add_pet(
        client,
        name="First name",
        category={"id": 7, "name": "first name"},
        photo_urls=["second photo url", "first photo url"],
        tags=[{"id": 8, "name": "second name"}, {"id": 7, "name": "first name"}],
        status="available",
    )

    response = await client.get(f"/pet/{pet['id']}", auth=holding_api_key())

    assert response.status_code == 200
    answered = response.json()
    assert answered.pop("id") == pet["id"]
    assert answered == {
        "name": "First name",
        "category": {"id": 7, "name": "first name"},
        "photoUrls": ["second photo url", "first photo url"],
        "tags": [{"id": 8, "name": "second name"}, {"id": 7, "name": "first name"}],
        "status": "available",
    }


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_API_KEY, *UNKNOWN_TO_PETSTORE_AUTH])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    pet = await add_pet(client)

    response = await client.get(f"/pet/{pet['id']}", auth=auth)

    assert_unauthorized(response)


async def test_lets_in_whoever_holds_petstore_auth(client: AsyncClient) -> None:
    pet = await add_pet(client)

    response = await client.get(
        f"/pet/{pet['id']}", auth=holding_petstore_auth("write:pets", "read:pets")
    )

    assert response.status_code == 200


@pytest.mark.parametrize(
    "auth", [holding_petstore_auth("read:pets"), holding_petstore_auth("write:pets")]
)
async def test_needs_all_that_petstore_auth_can_grant_for_it(
    client: AsyncClient, auth: Auth
) -> None:
    pet = await add_pet(client)

    response = await client.get(f"/pet/{pet['id']}", auth=auth)

    assert_refused(response, 403)


async def test_knows_no_pet_of_another_id(client: AsyncClient) -> None:
    pet = await add_pet(client)

    response = await client.get(f"/pet/{pet['id'] + 1_000}", auth=holding_api_key())

    assert_refused(response, 404, "Pet not found")


async def test_refuses_an_id_that_is_no_number(client: AsyncClient) -> None:
    await add_pet(client)

    response = await client.get("/pet/text", auth=holding_api_key())

    assert_invalid(response, "petId")


async def test_knows_no_pet_of_an_id_that_no_database_can_hold(client: AsyncClient) -> None:
    await add_pet(client)

    response = await client.get("/pet/999999999999999999999999999999", auth=holding_api_key())

    assert_refused(response, 404)


async def test_answers_xml(client: AsyncClient) -> None:
    pet = await add_pet(
        client,
        name="First name",
        category={"id": 7, "name": "first name"},
        photo_urls=["second photo url", "first photo url"],
        tags=[{"id": 8, "name": "second name"}, {"id": 7, "name": "first name"}],
        status="available",
    )

    response = await client.get(
        f"/pet/{pet['id']}", headers={"Accept": "application/xml"}, auth=holding_api_key()
    )

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml"
    document = fromstring(response.content)
    assert document.tag == "pet"
    assert document.findtext("name") == "First name"
    assert document.findtext("category/id") == "7"
    assert document.findtext("category/name") == "first name"
    assert [each.text for each in document.findall("photoUrls/photoUrl")] == [
        "second photo url",
        "first photo url",
    ]
    assert document.findtext("status") == "available"
