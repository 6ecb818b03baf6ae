import pytest
from httpx import AsyncClient

from tests.api import (
    WITHOUT_ACCESS,
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    create_user,
    delete_user,
    get_user_by_name,
)
from tests.conftest import SetClock


async def test_removes_the_user(client: AsyncClient) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)

    await delete_user(client, caller, caller.username)

    assert_refused(await client.get(f"/user/{caller.username}"), 404)


async def test_cannot_be_repeated(client: AsyncClient) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)
    await delete_user(client, caller, caller.username)

    response = await client.delete(f"/user/{caller.username}", headers=caller.headers)

    assert_unauthorized(response)


@pytest.mark.parametrize("headers", WITHOUT_ACCESS)
async def test_needs_a_token(client: AsyncClient, headers: dict[str, str]) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)

    response = await client.delete(f"/user/{caller.username}", headers=headers)

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)
    set_clock.advance(hours=1)

    response = await client.delete(f"/user/{caller.username}", headers=caller.headers)

    assert_unauthorized(response)


async def test_refuses_anyone_but_the_user(client: AsyncClient) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)
    stranger = await create_user(client)

    response = await client.delete(f"/user/{caller.username}", headers=stranger.headers)

    assert_refused(response, 403, "only the owner may change it")


async def test_keeps_the_user_from_anyone_but_the_user(client: AsyncClient) -> None:
    caller = await create_user(client)
    user = await get_user_by_name(client, caller.username)
    stranger = await create_user(client)

    response = await client.delete(f"/user/{caller.username}", headers=stranger.headers)

    assert response.status_code == 403
    assert await get_user_by_name(client, caller.username) == user


async def test_knows_no_user_of_another_username(client: AsyncClient) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)

    response = await client.delete(f"/user/{caller.username}x", headers=caller.headers)

    assert_refused(response, 404, "User not found")


async def test_refuses_a_username_with_nul(client: AsyncClient) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)

    response = await client.delete("/user/nul%00", headers=caller.headers)

    assert_invalid(response, "username")
