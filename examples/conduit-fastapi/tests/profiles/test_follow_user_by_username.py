import asyncio

import pytest
from httpx import AsyncClient

from tests.api import (
    WITHOUT_ACCESS,
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    create_user,
    follow_user_by_username,
    get_profile_by_username,
)
from tests.conftest import SetClock


async def test_stores_that_the_caller_follows_the_user(client: AsyncClient) -> None:
    user = await create_user(client)
    caller = await create_user(client)
    assert (await get_profile_by_username(client, user.username, caller))["following"] is False

    await follow_user_by_username(client, caller, user.username)

    assert (await get_profile_by_username(client, user.username, caller))["following"] is True


async def test_acts_on_behalf_of_nobody_else(client: AsyncClient) -> None:
    user = await create_user(client)
    caller = await create_user(client)
    stranger = await create_user(client)

    await follow_user_by_username(client, caller, user.username)

    assert (await get_profile_by_username(client, user.username, caller))["following"] is True
    assert (await get_profile_by_username(client, user.username, stranger))["following"] is False
    assert (await get_profile_by_username(client, user.username))["following"] is False


async def test_leaves_the_other_users(client: AsyncClient) -> None:
    user = await create_user(client)
    caller = await create_user(client)
    other_user = await create_user(client)

    await follow_user_by_username(client, caller, user.username)

    assert (await get_profile_by_username(client, user.username, caller))["following"] is True
    assert (await get_profile_by_username(client, other_user.username, caller))[
        "following"
    ] is False


async def test_goes_one_way(client: AsyncClient) -> None:
    user = await create_user(client)
    caller = await create_user(client)

    await follow_user_by_username(client, caller, user.username)

    assert (await get_profile_by_username(client, user.username, caller))["following"] is True
    assert (await get_profile_by_username(client, caller.username, user))["following"] is False


async def test_answers_the_user_as_the_caller_sees_it(client: AsyncClient) -> None:
    user = await create_user(client)
    caller = await create_user(client)
    before = await get_profile_by_username(client, user.username, caller)
    assert before["following"] is False

    response = await client.post(f"/profiles/{user.username}/follow", headers=caller.headers)

    assert response.status_code == 200
    assert response.json()["profile"] == {**before, "following": True}


async def test_may_be_repeated(client: AsyncClient) -> None:
    user = await create_user(client)
    caller = await create_user(client)
    stranger = await create_user(client)
    await follow_user_by_username(client, caller, user.username)

    response = await client.post(f"/profiles/{user.username}/follow", headers=caller.headers)

    assert response.status_code == 200
    assert (await get_profile_by_username(client, user.username, caller))["following"] is True
    assert (await get_profile_by_username(client, user.username, stranger))["following"] is False


async def test_may_be_the_caller(client: AsyncClient) -> None:
    user = await create_user(client)
    assert (await get_profile_by_username(client, user.username, user))["following"] is False

    await follow_user_by_username(client, user, user.username)

    assert (await get_profile_by_username(client, user.username, user))["following"] is True


@pytest.mark.parametrize("headers", WITHOUT_ACCESS)
async def test_needs_a_token(client: AsyncClient, headers: dict[str, str]) -> None:
    user = await create_user(client)

    response = await client.post(f"/profiles/{user.username}/follow", headers=headers)

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    user = await create_user(client)
    caller = await create_user(client)
    set_clock.advance(hours=1)

    response = await client.post(f"/profiles/{user.username}/follow", headers=caller.headers)

    assert_unauthorized(response)


async def test_knows_no_user_of_another_username(client: AsyncClient) -> None:
    user = await create_user(client)
    caller = await create_user(client)

    response = await client.post(f"/profiles/{user.username}x/follow", headers=caller.headers)

    assert_refused(response, 404, "User not found")


async def test_refuses_a_username_with_nul(client: AsyncClient) -> None:
    await create_user(client)
    caller = await create_user(client)

    response = await client.post("/profiles/nul%00/follow", headers=caller.headers)

    assert_invalid(response, "username")


async def test_may_be_repeated_at_once(committing_client: AsyncClient) -> None:
    user = await create_user(committing_client)
    caller = await create_user(committing_client)
    assert (await get_profile_by_username(committing_client, user.username, caller))[
        "following"
    ] is False

    responses = await asyncio.gather(
        *(
            committing_client.post(f"/profiles/{user.username}/follow", headers=caller.headers)
            for _ in range(4)
        )
    )

    assert [response.status_code for response in responses] == [200] * 4
    assert (await get_profile_by_username(committing_client, user.username, caller))[
        "following"
    ] is True
