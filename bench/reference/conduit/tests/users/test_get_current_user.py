import jwt
import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from tests.api import WITHOUT_ACCESS, Account, Json, assert_unauthorized, register
from tests.conftest import SetClock


async def test_answers_the_user_of_the_token(client: AsyncClient) -> None:
    await register(client)
    account = await register(client)
    await register(client)

    response = await client.get("/user", headers=account.headers)

    assert response.status_code == 200
    answered = response.json()["user"]
    assert answered.pop("token")
    assert answered == {
        "username": account.username,
        "email": account.email,
        "bio": "",
        "image": "",
    }


async def test_answers_a_token_that_is_accepted(client: AsyncClient) -> None:
    account = await register(client)
    first = await client.get("/user", headers=account.headers)
    assert first.status_code == 200

    headers = {"Authorization": f"Token {first.json()['user']['token']}"}
    response = await client.get("/user", headers=headers)

    assert response.status_code == 200
    assert response.json()["user"]["username"] == account.username


async def test_answers_a_token_that_lasts_from_now(
    client: AsyncClient, set_clock: SetClock
) -> None:
    account = await register(client)
    set_clock.advance(minutes=30)
    first = await client.get("/user", headers=account.headers)
    assert first.status_code == 200
    set_clock.advance(minutes=59)

    headers = {"Authorization": f"Token {first.json()['user']['token']}"}
    response = await client.get("/user", headers=headers)

    assert response.status_code == 200
    assert response.json()["user"]["username"] == account.username


@pytest.mark.parametrize("headers", WITHOUT_ACCESS)
async def test_needs_a_token(client: AsyncClient, headers: dict[str, str]) -> None:
    assert_unauthorized(await client.get("/user", headers=headers))


async def test_accepts_a_token_until_it_expires(client: AsyncClient, set_clock: SetClock) -> None:
    account = await register(client)
    set_clock.advance(minutes=59, seconds=59)

    response = await client.get("/user", headers=account.headers)

    assert response.status_code == 200
    assert response.json()["user"]["username"] == account.username


async def test_refuses_a_token_once_it_expires(client: AsyncClient, set_clock: SetClock) -> None:
    account = await register(client)
    set_clock.advance(minutes=60)

    assert_unauthorized(await client.get("/user", headers=account.headers))


async def test_refuses_a_token_under_another_scheme(client: AsyncClient) -> None:
    account = await register(client)

    headers = {"Authorization": f"Bearer {account.token}"}

    assert_unauthorized(await client.get("/user", headers=headers))


async def test_refuses_a_token_without_a_scheme(client: AsyncClient) -> None:
    account = await register(client)

    headers = {"Authorization": account.token}

    assert_unauthorized(await client.get("/user", headers=headers))


async def test_refuses_a_token_with_something_after_it(client: AsyncClient) -> None:
    account = await register(client)

    headers = {"Authorization": f"Token {account.token} and more"}

    assert_unauthorized(await client.get("/user", headers=headers))


async def test_refuses_a_header_that_is_not_ascii(client: AsyncClient) -> None:
    headers = {b"Authorization": "Token caf\xe9".encode("latin-1")}

    assert_unauthorized(await client.get("/user", headers=headers))


@pytest.fixture
def secret_key(app: FastAPI) -> str:
    key: str = app.state.settings.secret_key.get_secret_value()
    return key


def claims_of(account: Account) -> Json:
    claims: Json = jwt.decode(account.token, options={"verify_signature": False})
    return claims


def carrying(claims: Json, key: str, algorithm: str = "HS256") -> dict[str, str]:
    return {"Authorization": f"Token {jwt.encode(claims, key, algorithm)}"}


async def test_accepts_a_token_with_the_right_claims_and_key(
    client: AsyncClient, secret_key: str
) -> None:
    account = await register(client)

    headers = carrying(claims_of(account), secret_key)
    response = await client.get("/user", headers=headers)

    assert response.status_code == 200
    assert response.json()["user"]["username"] == account.username


async def test_refuses_a_token_signed_with_another_key(
    client: AsyncClient, secret_key: str
) -> None:
    account = await register(client)

    headers = carrying(claims_of(account), secret_key + "x")

    assert_unauthorized(await client.get("/user", headers=headers))


async def test_refuses_a_token_signed_in_another_way(client: AsyncClient, secret_key: str) -> None:
    account = await register(client)

    headers = carrying(claims_of(account), secret_key, "HS512")

    assert_unauthorized(await client.get("/user", headers=headers))


async def test_refuses_a_token_without_a_signature(client: AsyncClient) -> None:
    account = await register(client)

    headers = carrying(claims_of(account), "", "none")

    assert_unauthorized(await client.get("/user", headers=headers))


@pytest.mark.parametrize("claim", ["sub", "exp"])
async def test_refuses_a_token_without_a_claim(
    client: AsyncClient, secret_key: str, claim: str
) -> None:
    account = await register(client)
    claims = claims_of(account)
    del claims[claim]

    headers = carrying(claims, secret_key)

    assert_unauthorized(await client.get("/user", headers=headers))


async def test_refuses_a_token_of_nobody(client: AsyncClient, secret_key: str) -> None:
    account = await register(client)
    claims = claims_of(account)

    headers = carrying({**claims, "sub": str(int(claims["sub"]) + 1)}, secret_key)

    assert_unauthorized(await client.get("/user", headers=headers))
