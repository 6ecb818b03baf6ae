import asyncio

import argon2
import pytest
from httpx import AsyncClient

from tests.api import (
    NOT_TEXT,
    UNSTORABLE,
    Account,
    assert_refused,
    assert_unauthorized,
    escaped,
    log_in,
    read_user,
    register,
)
from tests.conftest import SetClock

ATTEMPTS = 3


async def test_answers_the_user_of_the_email(client: AsyncClient) -> None:
    await register(client)
    account = await register(client)
    await client.put("/user", json={"user": {"bio": "b", "image": "i"}}, headers=account.headers)

    response = await log_in(client, account.email, account.password)

    assert response.status_code == 200
    answered = response.json()["user"]
    assert answered.pop("token")
    assert answered == {
        "username": account.username,
        "email": account.email,
        "bio": "b",
        "image": "i",
    }


async def test_answers_a_token_of_the_user(client: AsyncClient) -> None:
    account = await register(client)
    await register(client)

    response = await log_in(client, account.email, account.password)

    assert response.status_code == 200
    token: str = response.json()["user"]["token"]
    user = await read_user(client, Account(username="", email="", password="", token=token))
    assert user["username"] == account.username


async def test_ignores_the_case_of_the_email(client: AsyncClient) -> None:
    account = await register(client, email="jane@example.com")

    response = await log_in(client, "JANE@example.com", account.password)

    assert response.status_code == 200
    assert response.json()["user"]["username"] == account.username


async def test_refuses_a_wrong_password(client: AsyncClient) -> None:
    account = await register(client)

    response = await log_in(client, account.email, account.password + "x")

    assert_unauthorized(response)


async def test_refuses_the_password_of_another_user(client: AsyncClient) -> None:
    account = await register(client)
    other = await register(client)

    response = await log_in(client, account.email, other.password)

    assert_unauthorized(response)


async def test_refuses_an_unknown_email(client: AsyncClient) -> None:
    account = await register(client)

    response = await log_in(client, f"x{account.email}", account.password)

    assert_unauthorized(response)


async def test_takes_as_long_for_an_unknown_email(
    client: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = await register(client)
    hashed: list[str] = []

    def record(_: argon2.PasswordHasher, password: str) -> str:
        hashed.append(password)
        return ""

    monkeypatch.setattr(argon2.PasswordHasher, "hash", record)

    await log_in(client, f"x{account.email}", "a password")

    assert hashed == ["a password"]


@pytest.mark.parametrize("field", ["email", "password"])
async def test_refuses_a_missing_field(client: AsyncClient, field: str) -> None:
    credentials = {"email": "jane@example.com", "password": "secret"}
    del credentials[field]

    response = await client.post("/users/login", json={"user": credentials})

    assert_refused(response, 422, f"user.{field}: field required")


@pytest.mark.parametrize("value", NOT_TEXT)
@pytest.mark.parametrize("field", ["email", "password"])
async def test_refuses_a_field_that_is_no_text(
    client: AsyncClient, field: str, value: object
) -> None:
    credentials = {"email": "jane@example.com", "password": "secret", field: value}

    response = await client.post("/users/login", json={"user": credentials})

    assert_refused(response, 422, f"user.{field}: input should be a valid string")


@pytest.mark.parametrize("value", UNSTORABLE)
@pytest.mark.parametrize("field", ["email", "password"])
async def test_refuses_text_that_cannot_be_stored(
    client: AsyncClient, field: str, value: str
) -> None:
    credentials = {"email": "jane@example.com", "password": "secret", field: value}

    response = await client.post("/users/login", content=escaped({"user": credentials}))

    assert_refused(response, 422, f"user.{field}: must not contain NUL or lone surrogates")


async def test_refuses_an_email_that_is_too_long(client: AsyncClient) -> None:
    response = await log_in(client, "x" * 256, "secret")

    assert_refused(response, 422, "user.email: must have at most 255 characters")


async def fail_to_log_in(client: AsyncClient, email: str, times: int = ATTEMPTS) -> None:
    for _ in range(times):
        assert_unauthorized(await log_in(client, email, "wrong"))


async def test_refuses_more_attempts_after_too_many_failures(
    client: AsyncClient, set_clock: SetClock
) -> None:
    account = await register(client)
    await fail_to_log_in(client, account.email)
    set_clock.advance(minutes=5)

    response = await log_in(client, account.email, account.password)

    assert_refused(response, 429, "too many failed sign-ins")
    assert response.headers["Retry-After"] == "600"


async def test_rounds_the_time_to_wait_up(client: AsyncClient, set_clock: SetClock) -> None:
    account = await register(client)
    await fail_to_log_in(client, account.email)
    set_clock.advance(minutes=14, seconds=59.5)

    response = await log_in(client, account.email, account.password)

    assert response.status_code == 429
    assert response.headers["Retry-After"] == "1"


async def test_does_not_wait_longer_for_attempts_that_are_refused(
    client: AsyncClient, set_clock: SetClock
) -> None:
    account = await register(client)
    await fail_to_log_in(client, account.email)
    set_clock.advance(minutes=14)
    assert (await log_in(client, account.email, account.password)).status_code == 429
    set_clock.advance(minutes=1)

    response = await log_in(client, account.email, account.password)

    assert response.status_code == 200


async def test_counts_afresh_when_the_window_is_over(
    client: AsyncClient, set_clock: SetClock
) -> None:
    account = await register(client)
    await fail_to_log_in(client, account.email)
    set_clock.advance(minutes=15)
    await fail_to_log_in(client, account.email)

    response = await log_in(client, account.email, account.password)

    assert response.status_code == 429


async def test_keeps_counting_while_the_window_lasts(
    client: AsyncClient, set_clock: SetClock
) -> None:
    account = await register(client)
    await fail_to_log_in(client, account.email, times=1)
    set_clock.advance(minutes=14, seconds=59)
    await fail_to_log_in(client, account.email, times=ATTEMPTS - 1)

    response = await log_in(client, account.email, account.password)

    assert response.status_code == 429


async def test_forgets_failures_after_a_success(client: AsyncClient) -> None:
    account = await register(client)
    await fail_to_log_in(client, account.email, times=ATTEMPTS - 1)
    assert (await log_in(client, account.email, account.password)).status_code == 200
    await fail_to_log_in(client, account.email, times=ATTEMPTS - 1)

    response = await log_in(client, account.email, account.password)

    assert response.status_code == 200


async def test_counts_failures_of_each_email_apart(client: AsyncClient) -> None:
    account = await register(client)
    other = await register(client)
    await fail_to_log_in(client, other.email)
    await fail_to_log_in(client, account.email, times=ATTEMPTS - 1)

    response = await log_in(client, account.email, account.password)

    assert response.status_code == 200
    assert response.json()["user"]["username"] == account.username


async def test_forgets_no_failures_of_another_email(client: AsyncClient) -> None:
    account = await register(client)
    other = await register(client)
    await fail_to_log_in(client, other.email)
    assert (await log_in(client, account.email, account.password)).status_code == 200

    response = await log_in(client, other.email, other.password)

    assert response.status_code == 429


async def test_counts_failures_of_an_unknown_email(client: AsyncClient) -> None:
    await fail_to_log_in(client, "nobody@example.com")

    response = await log_in(client, "nobody@example.com", "wrong")

    assert_refused(response, 429, "too many failed sign-ins")


async def test_counts_failures_whatever_the_case_of_the_email(client: AsyncClient) -> None:
    account = await register(client, email="jane@example.com")
    await fail_to_log_in(client, "Jane@example.com")

    response = await log_in(client, "jane@example.com", account.password)

    assert response.status_code == 429


async def test_lets_no_guess_slip_through_beside_others(committing_client: AsyncClient) -> None:
    account = await register(committing_client)

    responses = await asyncio.gather(
        *(log_in(committing_client, account.email, "wrong") for _ in range(ATTEMPTS + 3))
    )

    statuses = sorted(response.status_code for response in responses)
    assert statuses == [401] * ATTEMPTS + [429] * 3
