import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.api import assert_invalid, register_o_auth2_client


@pytest.mark.usefixtures("set_clock")
async def test_answers_the_new_client(client: AsyncClient) -> None:
    response = await client.post(
        "/oauth2/register",
        json={
            "name": "text",
            "redirectUris": ["https://client.example/callback"],
            "scopes": ["menu:read"],
            "grantTypes": ["client_credentials"],
        },
    )

    assert response.status_code == 201
    assert response.headers["Cache-Control"] == "no-store"
    answered = response.json()
    client_id = answered.pop("clientId")
    assert answered.pop("clientSecret")
    assert answered.pop("clientIdIssuedAt") == 1767323045
    assert answered.pop("clientSecretExpiresAt") == 0
    assert answered.pop("registrationClientUri") == f"{response.request.url}/{client_id}"
    assert answered.pop("registrationAccessToken")
    assert answered == {
        "name": "text",
        "redirectUris": ["https://client.example/callback"],
        "scopes": ["menu:read"],
        "grantTypes": ["client_credentials"],
    }


async def test_gives_what_is_usual_to_a_client_that_asks_for_nothing(client: AsyncClient) -> None:
    registered = await register_o_auth2_client(client)

    assert registered["scopes"] == ["menu:read", "menu:write", "orders:read", "orders:write"]
    assert registered["grantTypes"] == ["authorization_code", "client_credentials"]


async def test_makes_another_client_each_time(client: AsyncClient) -> None:
    one = await register_o_auth2_client(client)
    other = await register_o_auth2_client(client)

    assert one["clientId"] != other["clientId"]
    assert one["clientSecret"] != other["clientSecret"]
    assert one["registrationAccessToken"] != other["registrationAccessToken"]


async def test_keeps_digests_of_what_it_shows_once(
    client: AsyncClient, connection: AsyncConnection
) -> None:
    registered = await register_o_auth2_client(client)

    kept = (
        await connection.execute(
            text("SELECT secret_hash, configuration_token_hash FROM oauth_clients")
        )
    ).one()

    assert kept.secret_hash != registered["clientSecret"]
    assert kept.configuration_token_hash != registered["registrationAccessToken"]


@pytest.mark.parametrize("field", ["name"])
async def test_refuses_a_missing_field(client: AsyncClient, field: str) -> None:
    details = {"name": "text"}
    del details[field]

    response = await client.post("/oauth2/register", json=details)

    assert_invalid(response, field)


@pytest.mark.parametrize("field", ["name", "redirectUris", "scopes", "grantTypes"])
async def test_refuses_a_field_of_another_type(client: AsyncClient, field: str) -> None:
    response = await client.post("/oauth2/register", json={"name": "text", field: 5})

    assert_invalid(response, field)


async def test_refuses_to_send_nobody_back(client: AsyncClient) -> None:
    response = await client.post(
        "/oauth2/register",
        json={"name": "text", "grantTypes": ["authorization_code"], "redirectUris": []},
    )

    assert response.status_code == 400
