import jwt
import pytest
from fastapi import FastAPI
from httpx import AsyncClient, Headers

from app.database import Base
from tests.api import (
    WITHOUT_ACCESS,
    Account,
    Json,
    assert_unauthorized,
    create_user,
    get_current_user,
)
from tests.conftest import SetClock


def key_of(app: FastAPI) -> str:
    key: str = app.state.settings.secret_key.get_secret_value()
    return key


def claims_of(account: Account) -> Json:
    claims: Json = jwt.decode(account.token, options={"verify_signature": False})
    return claims


def carrying(claims: Json, key: str, algorithm: str = "HS256") -> dict[str, str]:
    return {"Authorization": f"Token {jwt.encode(claims, key, algorithm)}"}


async def test_answers_the_user_of_the_token(client: AsyncClient) -> None:
    await create_user(client)
    user = await create_user(client)
    await create_user(client)

    response = await client.get("/user", headers=user.headers)

    assert response.status_code == 200
    answered = response.json()["user"]
    assert answered.pop("token")
    assert answered == {"email": user.email, "username": user.username, "bio": "", "image": ""}


async def test_answers_a_token_that_is_accepted(client: AsyncClient) -> None:
    user = await create_user(client)
    first = await client.get("/user", headers=user.headers)
    assert first.status_code == 200

    headers = {"Authorization": f"Token {first.json()['user']['token']}"}
    response = await client.get("/user", headers=headers)

    assert response.status_code == 200
    assert response.json()["user"]["email"] == user.email


async def test_answers_a_token_that_lasts_from_now(
    client: AsyncClient, set_clock: SetClock
) -> None:
    user = await create_user(client)
    set_clock.advance(minutes=30)
    first = await client.get("/user", headers=user.headers)
    assert first.status_code == 200
    set_clock.advance(minutes=59)

    headers = {"Authorization": f"Token {first.json()['user']['token']}"}
    response = await client.get("/user", headers=headers)

    assert response.status_code == 200
    assert response.json()["user"]["email"] == user.email


@pytest.mark.parametrize("headers", WITHOUT_ACCESS)
async def test_needs_a_token(client: AsyncClient, headers: dict[str, str]) -> None:
    response = await client.get("/user", headers=headers)

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    user = await create_user(client)
    set_clock.advance(hours=1)

    response = await client.get("/user", headers=user.headers)

    assert_unauthorized(response)


async def test_accepts_a_token_until_it_expires(client: AsyncClient, set_clock: SetClock) -> None:
    user = await create_user(client)
    set_clock.advance(minutes=59, seconds=59)

    response = await client.get("/user", headers=user.headers)

    assert response.status_code == 200
    assert response.json()["user"]["email"] == user.email


async def test_refuses_a_token_under_another_scheme(client: AsyncClient) -> None:
    user = await create_user(client)
    assert (await get_current_user(client, user))["email"] == user.email

    response = await client.get("/user", headers={"Authorization": f"Bearer {user.token}"})

    assert_unauthorized(response)


async def test_refuses_a_token_without_a_scheme(client: AsyncClient) -> None:
    user = await create_user(client)
    assert (await get_current_user(client, user))["email"] == user.email

    response = await client.get("/user", headers={"Authorization": f"{user.token}"})

    assert_unauthorized(response)


async def test_refuses_a_token_with_something_after_it(client: AsyncClient) -> None:
    user = await create_user(client)
    assert (await get_current_user(client, user))["email"] == user.email

    response = await client.get("/user", headers={"Authorization": f"Token {user.token} and more"})

    assert_unauthorized(response)


async def test_refuses_a_token_that_is_not_ascii(client: AsyncClient) -> None:
    response = await client.get(
        "/user", headers=Headers({"Authorization": "Token café"}, "latin-1")
    )

    assert_unauthorized(response)


async def test_refuses_a_token_of_a_deleted_user(
    committing_app: FastAPI, committing_client: AsyncClient
) -> None:
    user = await create_user(committing_client)
    assert (await get_current_user(committing_client, user))["email"] == user.email
    async with committing_app.state.engine.begin() as connection:
        await connection.execute(Base.metadata.tables["users"].delete())

    response = await committing_client.get("/user", headers=user.headers)

    assert_unauthorized(response)


async def test_gives_no_token_of_a_deleted_user_to_the_next_one(
    committing_app: FastAPI, committing_client: AsyncClient
) -> None:
    user = await create_user(committing_client)
    assert (await get_current_user(committing_client, user))["email"] == user.email
    async with committing_app.state.engine.begin() as connection:
        await connection.execute(Base.metadata.tables["users"].delete())
    await create_user(committing_client)

    response = await committing_client.get("/user", headers=user.headers)

    assert_unauthorized(response)


async def test_accepts_a_token_with_the_right_claims_and_key(
    client: AsyncClient, app: FastAPI
) -> None:
    user = await create_user(client)
    assert (await get_current_user(client, user))["email"] == user.email

    response = await client.get("/user", headers=carrying(claims_of(user), key_of(app)))

    assert response.status_code == 200
    assert response.json()["user"]["email"] == user.email


async def test_refuses_a_token_signed_with_another_key(client: AsyncClient, app: FastAPI) -> None:
    user = await create_user(client)
    assert (await get_current_user(client, user))["email"] == user.email

    response = await client.get("/user", headers=carrying(claims_of(user), key_of(app) + "x"))

    assert_unauthorized(response)


async def test_refuses_a_token_signed_in_another_way(client: AsyncClient, app: FastAPI) -> None:
    user = await create_user(client)
    assert (await get_current_user(client, user))["email"] == user.email

    response = await client.get("/user", headers=carrying(claims_of(user), key_of(app), "HS512"))

    assert_unauthorized(response)


async def test_refuses_a_token_without_a_signature(client: AsyncClient) -> None:
    user = await create_user(client)
    assert (await get_current_user(client, user))["email"] == user.email

    response = await client.get("/user", headers=carrying(claims_of(user), "", "none"))

    assert_unauthorized(response)


@pytest.mark.parametrize("claim", ["sub", "exp"])
async def test_refuses_a_token_without_a_claim(
    client: AsyncClient, app: FastAPI, claim: str
) -> None:
    user = await create_user(client)
    assert (await get_current_user(client, user))["email"] == user.email
    claims = claims_of(user)
    del claims[claim]

    response = await client.get("/user", headers=carrying(claims, key_of(app)))

    assert_unauthorized(response)


async def test_refuses_a_token_of_nobody(client: AsyncClient, app: FastAPI) -> None:
    user = await create_user(client)
    assert (await get_current_user(client, user))["email"] == user.email
    claims = claims_of(user)

    response = await client.get("/user", headers=carrying({**claims, "sub": "0"}, key_of(app)))

    assert_unauthorized(response)
