import asyncio

import argon2
import pytest
from httpx import AsyncClient

from tests.api import assert_invalid, assert_refused, create_user, login_user
from tests.conftest import SetClock

ATTEMPTS = 3


async def fail_to_sign_in(client: AsyncClient, key: str, times: int = ATTEMPTS) -> None:
    for _ in range(times):
        assert_refused(await login_user(client, key, "wrong"), 400)


async def test_refuses_a_wrong_password(client: AsyncClient) -> None:
    user = await create_user(client)

    response = await login_user(client, user.username, user.password + "x")

    assert_refused(response, 400)


async def test_refuses_the_password_of_another_user(client: AsyncClient) -> None:
    user = await create_user(client)
    other = await create_user(client)

    response = await login_user(client, user.username, other.password)

    assert_refused(response, 400)


async def test_refuses_an_unknown_username(client: AsyncClient) -> None:
    user = await create_user(client)

    response = await login_user(client, user.username + "x", user.password)

    assert_refused(response, 400)


async def test_does_not_tell_whether_the_username_is_known(client: AsyncClient) -> None:
    user = await create_user(client)

    known = await login_user(client, user.username, user.password + "x")
    unknown = await login_user(client, user.username + "x", user.password)

    assert known.status_code == unknown.status_code == 400
    assert known.content == unknown.content


async def test_takes_as_long_for_an_unknown_username(
    client: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = await create_user(client)
    hashed: list[str] = []

    def record(_: argon2.PasswordHasher, password: str) -> str:
        hashed.append(password)
        return ""

    monkeypatch.setattr(argon2.PasswordHasher, "hash", record)

    await login_user(client, user.username + "x", "a password")

    assert hashed == ["a password"]


@pytest.mark.parametrize("field", ["username", "password"])
async def test_refuses_a_query_without_one_of_both(client: AsyncClient, field: str) -> None:
    user = await create_user(client)
    credentials = {"username": user.username, "password": user.password}
    del credentials[field]

    response = await client.get("/user/login", params=credentials)

    assert_invalid(response, field)


async def test_refuses_more_attempts_after_too_many_failures(
    client: AsyncClient, set_clock: SetClock
) -> None:
    user = await create_user(client)
    await fail_to_sign_in(client, user.username)
    set_clock.advance(minutes=5)

    response = await login_user(client, user.username, user.password)

    assert_refused(response, 429, "too many failed sign-ins")
    assert response.headers["Retry-After"] == "600"


async def test_rounds_the_time_to_wait_up(client: AsyncClient, set_clock: SetClock) -> None:
    user = await create_user(client)
    await fail_to_sign_in(client, user.username)
    set_clock.advance(minutes=14, seconds=59.5)

    response = await login_user(client, user.username, user.password)

    assert response.status_code == 429
    assert response.headers["Retry-After"] == "1"


async def test_does_not_wait_longer_for_attempts_that_are_refused(
    client: AsyncClient, set_clock: SetClock
) -> None:
    user = await create_user(client)
    await fail_to_sign_in(client, user.username)
    set_clock.advance(minutes=14)
    assert (await login_user(client, user.username, user.password)).status_code == 429
    set_clock.advance(minutes=1)

    response = await login_user(client, user.username, user.password)

    assert response.status_code == 200


async def test_counts_afresh_when_the_window_is_over(
    client: AsyncClient, set_clock: SetClock
) -> None:
    user = await create_user(client)
    await fail_to_sign_in(client, user.username)
    set_clock.advance(minutes=15)
    await fail_to_sign_in(client, user.username)

    response = await login_user(client, user.username, user.password)

    assert response.status_code == 429


async def test_keeps_counting_while_the_window_lasts(
    client: AsyncClient, set_clock: SetClock
) -> None:
    user = await create_user(client)
    await fail_to_sign_in(client, user.username, times=1)
    set_clock.advance(minutes=14, seconds=59)
    await fail_to_sign_in(client, user.username, times=ATTEMPTS - 1)

    response = await login_user(client, user.username, user.password)

    assert response.status_code == 429


async def test_forgets_failures_after_a_success(client: AsyncClient) -> None:
    user = await create_user(client)
    await fail_to_sign_in(client, user.username, times=ATTEMPTS - 1)
    assert (await login_user(client, user.username, user.password)).status_code == 200
    await fail_to_sign_in(client, user.username, times=ATTEMPTS - 1)

    response = await login_user(client, user.username, user.password)

    assert response.status_code == 200


async def test_counts_failures_of_an_unknown_username(client: AsyncClient) -> None:
    await fail_to_sign_in(client, "nobody")

    response = await login_user(client, "nobody", "wrong")

    assert_refused(response, 429)


async def test_counts_failures_of_each_username_apart(client: AsyncClient) -> None:
    user = await create_user(client)
    other = await create_user(client)
    await fail_to_sign_in(client, other.username)
    await fail_to_sign_in(client, user.username, times=ATTEMPTS - 1)

    response = await login_user(client, user.username, user.password)

    assert response.status_code == 200


async def test_forgets_no_failures_of_another_username(client: AsyncClient) -> None:
    user = await create_user(client)
    other = await create_user(client)
    await fail_to_sign_in(client, other.username)
    assert (await login_user(client, user.username, user.password)).status_code == 200

    response = await login_user(client, other.username, other.password)

    assert response.status_code == 429


async def test_lets_no_guess_slip_through_beside_others(committing_client: AsyncClient) -> None:
    user = await create_user(committing_client)

    responses = await asyncio.gather(
        *(
            committing_client.get(
                "/user/login", params={"username": user.username, "password": "wrong"}
            )
            for _ in range(ATTEMPTS + 3)
        )
    )

    assert sorted(response.status_code for response in responses) == [400] * ATTEMPTS + [429] * 3
