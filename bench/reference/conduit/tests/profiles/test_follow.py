import asyncio

import pytest
from httpx import AsyncClient

from tests.api import (
    WITHOUT_ACCESS,
    assert_refused,
    assert_unauthorized,
    follow,
    is_following,
    register,
)
from tests.conftest import SetClock


async def test_stores_that_the_caller_follows(client: AsyncClient) -> None:
    followed = await register(client)
    follower = await register(client)
    assert not await is_following(client, follower, followed)

    await follow(client, follower, followed)

    assert await is_following(client, follower, followed)


async def test_answers_the_followed_profile(client: AsyncClient) -> None:
    followed = await register(client)
    follower = await register(client)

    response = await client.post(f"/profiles/{followed.username}/follow", headers=follower.headers)

    assert response.status_code == 200
    assert response.json() == {
        "profile": {"username": followed.username, "bio": "", "image": "", "following": True}
    }


async def test_follows_on_behalf_of_nobody_else(client: AsyncClient) -> None:
    followed = await register(client)
    follower = await register(client)
    other = await register(client)

    await follow(client, follower, followed)

    assert await is_following(client, follower, followed)
    assert not await is_following(client, other, followed)


async def test_may_be_repeated(client: AsyncClient) -> None:
    followed = await register(client)
    follower = await register(client)
    await follow(client, follower, followed)

    response = await client.post(f"/profiles/{followed.username}/follow", headers=follower.headers)

    assert response.status_code == 200
    assert response.json()["profile"]["username"] == followed.username
    assert response.json()["profile"]["following"] is True


async def test_may_be_the_caller(client: AsyncClient) -> None:
    account = await register(client)

    await follow(client, account, account)

    response = await client.get(f"/profiles/{account.username}", headers=account.headers)
    assert response.json()["profile"] == {
        "username": account.username,
        "bio": "",
        "image": "",
        "following": True,
    }


@pytest.mark.parametrize("headers", WITHOUT_ACCESS)
async def test_needs_a_token(client: AsyncClient, headers: dict[str, str]) -> None:
    followed = await register(client)

    response = await client.post(f"/profiles/{followed.username}/follow", headers=headers)

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    followed = await register(client)
    follower = await register(client)
    set_clock.advance(hours=1)

    response = await client.post(f"/profiles/{followed.username}/follow", headers=follower.headers)

    assert_unauthorized(response)


async def test_knows_no_profile_of_nobody(client: AsyncClient) -> None:
    account = await register(client)

    response = await client.post(f"/profiles/{account.username}x/follow", headers=account.headers)

    assert_refused(response, 404, "profile not found")


async def test_refuses_a_username_with_nul(client: AsyncClient) -> None:
    account = await register(client)

    response = await client.post("/profiles/jane%00/follow", headers=account.headers)

    assert_refused(response, 422, "username: must not contain NUL or lone surrogates")


async def test_may_be_repeated_at_once(committing_client: AsyncClient) -> None:
    followed = await register(committing_client)
    follower = await register(committing_client)
    path = f"/profiles/{followed.username}/follow"

    responses = await asyncio.gather(
        *(committing_client.post(path, headers=follower.headers) for _ in range(4))
    )

    assert [response.status_code for response in responses] == [200] * 4
    response = await committing_client.delete(path, headers=follower.headers)
    assert response.json()["profile"]["username"] == followed.username
    assert response.json()["profile"]["following"] is False
