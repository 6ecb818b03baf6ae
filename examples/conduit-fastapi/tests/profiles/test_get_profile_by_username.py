from urllib.parse import quote

import pytest
from httpx import AsyncClient

from tests.api import (
    MALFORMED_CREDENTIALS,
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    create_user,
    follow_user_by_username,
    get_profile_by_username,
)
from tests.conftest import SetClock


async def test_answers_the_user_of_the_username(client: AsyncClient) -> None:
    user = await create_user(client, username="first_user")

    response = await client.get(f"/profiles/{user.username}")

    assert response.status_code == 200
    answered = response.json()["profile"]
    assert answered == {"username": "first_user", "bio": "", "image": "", "following": False}


async def test_tells_each_caller_their_own_following(client: AsyncClient) -> None:
    user = await create_user(client)
    caller = await create_user(client)
    stranger = await create_user(client)
    await follow_user_by_username(client, caller, user.username)

    assert (await get_profile_by_username(client, user.username, caller))["following"] is True
    assert (await get_profile_by_username(client, user.username, stranger))["following"] is False
    assert (await get_profile_by_username(client, user.username))["following"] is False


@pytest.mark.parametrize("value", ["two words", "été", "a?b#c%2F", "\\"])
async def test_finds_a_user_of_any_username(client: AsyncClient, value: str) -> None:
    await create_user(client, username=value)

    response = await client.get(f"/profiles/{quote(value)}")

    assert response.status_code == 200
    assert response.json()["profile"]["username"] == value


async def test_tells_one_username_from_another_by_case(client: AsyncClient) -> None:
    await create_user(client, username="jane")

    response = await client.get("/profiles/Jane")

    assert_refused(response, 404)


@pytest.mark.parametrize("headers", MALFORMED_CREDENTIALS)
async def test_refuses_a_token_that_is_malformed(
    client: AsyncClient, headers: dict[str, str]
) -> None:
    user = await create_user(client)

    response = await client.get(f"/profiles/{user.username}", headers=headers)

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    user = await create_user(client)
    caller = await create_user(client)
    set_clock.advance(hours=1)

    response = await client.get(f"/profiles/{user.username}", headers=caller.headers)

    assert_unauthorized(response)


async def test_knows_no_user_of_another_username(client: AsyncClient) -> None:
    user = await create_user(client)

    response = await client.get(f"/profiles/{user.username}x")

    assert_refused(response, 404, "User not found")


async def test_refuses_a_username_with_nul(client: AsyncClient) -> None:
    await create_user(client)

    response = await client.get("/profiles/nul%00")

    assert_invalid(response, "username")
