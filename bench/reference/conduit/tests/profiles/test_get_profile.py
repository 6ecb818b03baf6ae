from urllib.parse import quote

import pytest
from httpx import AsyncClient

from tests.api import (
    assert_refused,
    assert_unauthorized,
    follow,
    is_following,
    register,
)


async def test_answers_the_profile_of_the_username(client: AsyncClient) -> None:
    await register(client)
    account = await register(client)
    await client.put("/user", json={"user": {"bio": "b", "image": "i"}}, headers=account.headers)

    response = await client.get(f"/profiles/{account.username}")

    assert response.status_code == 200
    assert response.json() == {
        "profile": {"username": account.username, "bio": "b", "image": "i", "following": False}
    }


async def test_tells_a_follower_apart_from_others(client: AsyncClient) -> None:
    followed = await register(client)
    follower = await register(client)
    other = await register(client)
    await follow(client, follower, followed)

    assert await is_following(client, follower, followed)
    assert not await is_following(client, other, followed)


async def test_tells_the_followed_apart_from_others(client: AsyncClient) -> None:
    followed = await register(client)
    follower = await register(client)
    other = await register(client)
    await follow(client, follower, followed)

    assert await is_following(client, follower, followed)
    assert not await is_following(client, follower, other)


async def test_tells_nobody_that_they_follow(client: AsyncClient) -> None:
    followed = await register(client)
    follower = await register(client)
    await follow(client, follower, followed)
    assert await is_following(client, follower, followed)

    response = await client.get(f"/profiles/{followed.username}")

    assert response.status_code == 200
    assert response.json()["profile"]["following"] is False


async def test_does_not_take_the_followed_for_a_follower(client: AsyncClient) -> None:
    followed = await register(client)
    follower = await register(client)
    await follow(client, follower, followed)

    assert await is_following(client, follower, followed)
    assert not await is_following(client, followed, follower)


async def test_answers_the_callers_own_profile(client: AsyncClient) -> None:
    account = await register(client)

    response = await client.get(f"/profiles/{account.username}", headers=account.headers)

    assert response.status_code == 200
    assert response.json() == {
        "profile": {"username": account.username, "bio": "", "image": "", "following": False}
    }


@pytest.mark.parametrize("username", ["jane doe", "jané", "a?b#c%2F", "follow", "\\"])
async def test_finds_any_username(client: AsyncClient, username: str) -> None:
    await register(client, username=username)

    response = await client.get(f"/profiles/{quote(username)}")

    assert response.status_code == 200
    assert response.json()["profile"]["username"] == username


async def test_tells_usernames_apart_by_case(client: AsyncClient) -> None:
    await register(client, username="jane")

    response = await client.get("/profiles/Jane")

    assert_refused(response, 404, "profile not found")


async def test_knows_no_profile_of_nobody(client: AsyncClient) -> None:
    account = await register(client)

    response = await client.get(f"/profiles/{account.username}x")

    assert_refused(response, 404, "profile not found")


async def test_refuses_an_invalid_token(client: AsyncClient) -> None:
    account = await register(client)

    response = await client.get(
        f"/profiles/{account.username}", headers={"Authorization": "Token nonsense"}
    )

    assert_unauthorized(response)


async def test_refuses_a_username_with_nul(client: AsyncClient) -> None:
    response = await client.get("/profiles/jane%00")

    assert_refused(response, 422, "username: must not contain NUL or lone surrogates")
