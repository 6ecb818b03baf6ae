import pytest
from httpx import AsyncClient, Auth
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.api import add_pet, assert_invalid, assert_refused, assert_unauthorized
from tests.credentials import UNKNOWN_TO_PETSTORE_AUTH, holding_petstore_auth


async def test_keeps_the_image_of_the_pet(client: AsyncClient, connection: AsyncConnection) -> None:
    pet = await add_pet(client)

    response = await client.post(
        f"/pet/{pet['id']}/uploadImage",
        params={"additionalMetadata": "First note"},
        content=b"first bytes",
        headers={"Content-Type": "application/octet-stream"},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert response.status_code == 200
    stored = (
        await connection.execute(
            text("SELECT content, media_type, size, additional_metadata FROM pet_images")
        )
    ).all()
    assert [tuple(row) for row in stored] == [
        (b"first bytes", "application/octet-stream", 11, "First note")
    ]


async def test_keeps_the_next_image_in_its_place(
    client: AsyncClient, connection: AsyncConnection
) -> None:
    pet = await add_pet(client)
    await client.post(
        f"/pet/{pet['id']}/uploadImage",
        params={"additionalMetadata": "First note"},
        content=b"first bytes",
        headers={"Content-Type": "application/octet-stream"},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    response = await client.post(
        f"/pet/{pet['id']}/uploadImage",
        content=b"second",
        headers={"Content-Type": "application/octet-stream"},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert response.status_code == 200
    stored = (
        await connection.execute(
            text("SELECT content, media_type, size, additional_metadata FROM pet_images")
        )
    ).all()
    assert [tuple(row) for row in stored] == [(b"second", "application/octet-stream", 6, None)]


async def test_tells_what_it_stored(client: AsyncClient) -> None:
    pet = await add_pet(client)

    response = await client.post(
        f"/pet/{pet['id']}/uploadImage",
        params={"additionalMetadata": "First note"},
        content=b"first bytes",
        headers={"Content-Type": "application/octet-stream"},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert response.json() == {"code": 200, "type": "application/octet-stream", "message": "OK"}


async def test_refuses_an_empty_body(client: AsyncClient) -> None:
    pet = await add_pet(client)

    response = await client.post(
        f"/pet/{pet['id']}/uploadImage",
        content=b"",
        headers={"Content-Type": "application/octet-stream"},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(response, "body")


async def test_refuses_a_large_image(client: AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    pet = await add_pet(client)
    monkeypatch.setattr("app.files.SIZE_MAX", 4)

    response = await client.post(
        f"/pet/{pet['id']}/uploadImage",
        content=b"12345",
        headers={"Content-Type": "application/octet-stream"},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(response, "body")


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_PETSTORE_AUTH])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    pet = await add_pet(client)

    response = await client.post(f"/pet/{pet['id']}/uploadImage", content=b"bytes", auth=auth)

    assert_unauthorized(response)


@pytest.mark.parametrize(
    "auth", [holding_petstore_auth("read:pets"), holding_petstore_auth("write:pets")]
)
async def test_needs_all_that_petstore_auth_can_grant_for_it(
    client: AsyncClient, auth: Auth
) -> None:
    pet = await add_pet(client)

    response = await client.post(f"/pet/{pet['id']}/uploadImage", content=b"bytes", auth=auth)

    assert_refused(response, 403)


async def test_knows_no_pet_of_another_id(client: AsyncClient) -> None:
    pet = await add_pet(client)

    response = await client.post(
        f"/pet/{pet['id'] + 1_000}/uploadImage",
        content=b"bytes",
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_refused(response, 404, "Pet not found")


async def test_refuses_an_id_that_is_no_number(client: AsyncClient) -> None:
    await add_pet(client)

    response = await client.post(
        "/pet/text/uploadImage",
        content=b"bytes",
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(response, "petId")


async def test_knows_no_pet_of_an_id_that_no_database_can_hold(client: AsyncClient) -> None:
    await add_pet(client)

    response = await client.post(
        "/pet/999999999999999999999999999999/uploadImage",
        content=b"bytes",
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_refused(response, 404)
