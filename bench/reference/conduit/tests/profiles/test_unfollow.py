import pytest
from httpx import AsyncClient

from tests.api import (
    WITHOUT_ACCESS,
    Account,
    assert_refused,
    assert_unauthorized,
    follow,
    is_following,
    register,
)
from tests.conftest import SetClock


async def unfollow(client: AsyncClient, follower: Account, followed: Account) -> None:
    response = await client.delete(
        f"/profiles/{followed.username}/follow", headers=follower.headers
    )
    assert response.status_code == 200


async def test_stores_that_the_caller_no_longer_follows(client: AsyncClient) -> None:
    followed = await register(client)
    follower = await register(client)
    await follow(client, follower, followed)
    assert await is_following(client, follower, followed)

    await unfollow(client, follower, followed)

    assert not await is_following(client, follower, followed)


async def test_answers_the_profile(client: AsyncClient) -> None:
    followed = await register(client)
    follower = await register(client)
    await follow(client, follower, followed)

    response = await client.delete(
        f"/profiles/{followed.username}/follow", headers=follower.headers
    )

    assert response.status_code == 200
    assert response.json() == {
        "profile": {"username": followed.username, "bio": "", "image": "", "following": False}
    }


async def test_leaves_the_other_followers(client: AsyncClient) -> None:
    followed = await register(client)
    follower = await register(client)
    other = await register(client)
    await follow(client, follower, followed)
    await follow(client, other, followed)

    await unfollow(client, follower, followed)

    assert await is_following(client, other, followed)
    assert not await is_following(client, follower, followed)


async def test_leaves_the_others_whom_the_caller_follows(client: AsyncClient) -> None:
    followed = await register(client)
    other = await register(client)
    follower = await register(client)
    await follow(client, follower, followed)
    await follow(client, follower, other)

    await unfollow(client, follower, followed)

    assert await is_following(client, follower, other)
    assert not await is_following(client, follower, followed)


async def test_may_be_repeated(client: AsyncClient) -> None:
    followed = await register(client)
    follower = await register(client)
    await follow(client, follower, followed)
    await unfollow(client, follower, followed)

    response = await client.delete(
        f"/profiles/{followed.username}/follow", headers=follower.headers
    )

    assert response.status_code == 200
    assert response.json()["profile"]["username"] == followed.username
    assert response.json()["profile"]["following"] is False


@pytest.mark.parametrize("headers", WITHOUT_ACCESS)
async def test_needs_a_token(client: AsyncClient, headers: dict[str, str]) -> None:
    followed = await register(client)

    response = await client.delete(f"/profiles/{followed.username}/follow", headers=headers)

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    followed = await register(client)
    follower = await register(client)
    set_clock.advance(hours=1)

    response = await client.delete(
        f"/profiles/{followed.username}/follow", headers=follower.headers
    )

    assert_unauthorized(response)


async def test_knows_no_profile_of_nobody(client: AsyncClient) -> None:
    account = await register(client)

    response = await client.delete(f"/profiles/{account.username}x/follow", headers=account.headers)

    assert_refused(response, 404, "profile not found")


async def test_refuses_a_username_with_nul(client: AsyncClient) -> None:
    account = await register(client)

    response = await client.delete("/profiles/jane%00/follow", headers=account.headers)

    assert_refused(response, 422, "username: must not contain NUL or lone surrogates")
