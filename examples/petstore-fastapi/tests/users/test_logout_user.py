import pytest
from httpx import AsyncClient

from tests.api import WITHOUT_ACCESS, assert_unauthorized, create_user, logout_user
from tests.conftest import SetClock


async def test_refuses_the_token_afterwards(client: AsyncClient) -> None:
    user = await create_user(client)

    await logout_user(client, user)

    response = await client.get("/user/logout", headers=user.headers)
    assert_unauthorized(response)


@pytest.mark.parametrize("headers", WITHOUT_ACCESS)
async def test_needs_a_token(client: AsyncClient, headers: dict[str, str]) -> None:
    response = await client.get("/user/logout", headers=headers)

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    caller = await create_user(client)
    set_clock.advance(hours=1)

    response = await client.get("/user/logout", headers=caller.headers)

    assert_unauthorized(response)
