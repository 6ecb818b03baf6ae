import asyncio
import dataclasses

import argon2
import pytest
from httpx import AsyncClient

from tests.api import (
    NOT_TEXT,
    UNSTORABLE,
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    create_user,
    escaped,
    get_current_user,
    login,
)
from tests.conftest import SetClock

ATTEMPTS = 3


async def fail_to_sign_in(client: AsyncClient, key: str, times: int = ATTEMPTS) -> None:
    for _ in range(times):
        assert_unauthorized(await login(client, key, "wrong"))


async def test_answers_the_user_of_the_email(client: AsyncClient) -> None:
    await create_user(client)
    user = await create_user(client)
    await create_user(client)

    response = await login(client, user.email, user.password)

    assert response.status_code == 200
    assert response.json()["user"]["email"] == user.email


async def test_answers_a_token_of_the_user(client: AsyncClient) -> None:
    user = await create_user(client)
    await create_user(client)
    response = await login(client, user.email, user.password)

    signed_in = dataclasses.replace(user, token=response.json()["user"]["token"])

    assert (await get_current_user(client, signed_in))["email"] == user.email


async def test_ignores_the_case_of_the_email(client: AsyncClient) -> None:
    user = await create_user(client, email="jane@example.com")

    response = await login(client, "JANE@example.com", user.password)

    assert response.status_code == 200
    assert response.json()["user"]["email"] == "jane@example.com"


async def test_refuses_a_wrong_password(client: AsyncClient) -> None:
    user = await create_user(client)

    response = await login(client, user.email, user.password + "x")

    assert_unauthorized(response)


async def test_refuses_the_password_of_another_user(client: AsyncClient) -> None:
    user = await create_user(client)
    other = await create_user(client)

    response = await login(client, user.email, other.password)

    assert_unauthorized(response)


async def test_refuses_an_unknown_email(client: AsyncClient) -> None:
    user = await create_user(client)

    response = await login(client, "x" + user.email, user.password)

    assert_unauthorized(response)


async def test_does_not_tell_whether_the_email_is_known(client: AsyncClient) -> None:
    user = await create_user(client)

    known = await login(client, user.email, user.password + "x")
    unknown = await login(client, "x" + user.email, user.password)

    assert known.status_code == unknown.status_code == 401
    assert known.content == unknown.content


async def test_takes_as_long_for_an_unknown_email(
    client: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = await create_user(client)
    hashed: list[str] = []

    def record(_: argon2.PasswordHasher, password: str) -> str:
        hashed.append(password)
        return ""

    monkeypatch.setattr(argon2.PasswordHasher, "hash", record)

    await login(client, "x" + user.email, "a password")

    assert hashed == ["a password"]


@pytest.mark.parametrize("field", ["email", "password"])
async def test_refuses_a_missing_field(client: AsyncClient, field: str) -> None:
    user = await create_user(client)
    credentials = {"email": user.email, "password": user.password}
    details = {**credentials}
    del details[field]

    response = await client.post("/users/login", json={"user": details})

    assert_invalid(response, f"user.{field}")


async def test_names_every_missing_field(client: AsyncClient) -> None:
    response = await client.post("/users/login", json={"user": {}})

    assert_invalid(response, "user.email", "user.password")


async def test_refuses_a_body_that_is_no_json(client: AsyncClient) -> None:
    response = await client.post("/users/login", content=b"{")

    assert_invalid(response, "body")


async def test_refuses_a_body_without_user(client: AsyncClient) -> None:
    response = await client.post("/users/login", content=b"{}")

    assert_invalid(response, "user")


@pytest.mark.parametrize("value", [None, 1, "text", ["text"]])
async def test_refuses_user_that_is_no_object(client: AsyncClient, value: object) -> None:
    response = await client.post("/users/login", json={"user": value})

    assert_invalid(response, "user")


@pytest.mark.parametrize("value", NOT_TEXT)
@pytest.mark.parametrize("field", ["email", "password"])
async def test_refuses_a_field_that_is_no_text(
    client: AsyncClient, value: object, field: str
) -> None:
    user = await create_user(client)
    credentials = {"email": user.email, "password": user.password}

    response = await client.post("/users/login", json={"user": {**credentials, field: value}})

    assert_invalid(response, f"user.{field}")


@pytest.mark.parametrize("field", ["email", "password"])
async def test_refuses_null(client: AsyncClient, field: str) -> None:
    user = await create_user(client)
    credentials = {"email": user.email, "password": user.password}

    response = await client.post("/users/login", json={"user": {**credentials, field: None}})

    assert_invalid(response, f"user.{field}")


@pytest.mark.parametrize("value", UNSTORABLE)
@pytest.mark.parametrize("field", ["email", "password"])
async def test_refuses_text_that_cannot_be_stored(
    client: AsyncClient, value: str, field: str
) -> None:
    user = await create_user(client)
    credentials = {"email": user.email, "password": user.password}

    response = await client.post(
        "/users/login", content=escaped({"user": {**credentials, field: value}})
    )

    assert_invalid(response, f"user.{field}", because="must not contain NUL or lone surrogates")


@pytest.mark.parametrize(("field", "length"), [("email", 256)])
async def test_refuses_text_that_is_too_long(client: AsyncClient, field: str, length: int) -> None:
    user = await create_user(client)
    credentials = {"email": user.email, "password": user.password}

    response = await client.post(
        "/users/login", json={"user": {**credentials, field: "x" * length}}
    )

    assert_invalid(response, f"user.{field}")


async def test_refuses_more_attempts_after_too_many_failures(
    client: AsyncClient, set_clock: SetClock
) -> None:
    user = await create_user(client)
    await fail_to_sign_in(client, user.email)
    set_clock.advance(minutes=5)

    response = await login(client, user.email, user.password)

    assert_refused(response, 429, "too many failed sign-ins")
    assert response.headers["Retry-After"] == "600"


async def test_rounds_the_time_to_wait_up(client: AsyncClient, set_clock: SetClock) -> None:
    user = await create_user(client)
    await fail_to_sign_in(client, user.email)
    set_clock.advance(minutes=14, seconds=59.5)

    response = await login(client, user.email, user.password)

    assert response.status_code == 429
    assert response.headers["Retry-After"] == "1"


async def test_does_not_wait_longer_for_attempts_that_are_refused(
    client: AsyncClient, set_clock: SetClock
) -> None:
    user = await create_user(client)
    await fail_to_sign_in(client, user.email)
    set_clock.advance(minutes=14)
    assert (await login(client, user.email, user.password)).status_code == 429
    set_clock.advance(minutes=1)

    response = await login(client, user.email, user.password)

    assert response.status_code == 200
    assert response.json()["user"]["email"] == user.email


async def test_counts_afresh_when_the_window_is_over(
    client: AsyncClient, set_clock: SetClock
) -> None:
    user = await create_user(client)
    await fail_to_sign_in(client, user.email)
    set_clock.advance(minutes=15)
    await fail_to_sign_in(client, user.email)

    response = await login(client, user.email, user.password)

    assert response.status_code == 429


async def test_keeps_counting_while_the_window_lasts(
    client: AsyncClient, set_clock: SetClock
) -> None:
    user = await create_user(client)
    await fail_to_sign_in(client, user.email, times=1)
    set_clock.advance(minutes=14, seconds=59)
    await fail_to_sign_in(client, user.email, times=ATTEMPTS - 1)

    response = await login(client, user.email, user.password)

    assert response.status_code == 429


async def test_forgets_failures_after_a_success(client: AsyncClient) -> None:
    user = await create_user(client)
    await fail_to_sign_in(client, user.email, times=ATTEMPTS - 1)
    assert (await login(client, user.email, user.password)).status_code == 200
    await fail_to_sign_in(client, user.email, times=ATTEMPTS - 1)

    response = await login(client, user.email, user.password)

    assert response.status_code == 200
    assert response.json()["user"]["email"] == user.email


async def test_counts_failures_of_an_unknown_email(client: AsyncClient) -> None:
    await fail_to_sign_in(client, "nobody@example.com")

    response = await login(client, "nobody@example.com", "wrong")

    assert_refused(response, 429)


async def test_counts_failures_whatever_the_case_of_the_email(client: AsyncClient) -> None:
    user = await create_user(client, email="jane@example.com")
    await fail_to_sign_in(client, "Jane@example.com")

    response = await login(client, user.email, user.password)

    assert response.status_code == 429


async def test_counts_failures_of_each_email_apart(client: AsyncClient) -> None:
    user = await create_user(client)
    other = await create_user(client)
    await fail_to_sign_in(client, other.email)
    await fail_to_sign_in(client, user.email, times=ATTEMPTS - 1)

    response = await login(client, user.email, user.password)

    assert response.status_code == 200
    assert response.json()["user"]["email"] == user.email


async def test_forgets_no_failures_of_another_email(client: AsyncClient) -> None:
    user = await create_user(client)
    other = await create_user(client)
    await fail_to_sign_in(client, other.email)
    assert (await login(client, user.email, user.password)).status_code == 200

    response = await login(client, other.email, other.password)

    assert response.status_code == 429


async def test_lets_no_guess_slip_through_beside_others(committing_client: AsyncClient) -> None:
    user = await create_user(committing_client)

    responses = await asyncio.gather(
        *(
            committing_client.post(
                "/users/login", json={"user": {"email": user.email, "password": "wrong"}}
            )
            for _ in range(ATTEMPTS + 3)
        )
    )

    assert sorted(response.status_code for response in responses) == [401] * ATTEMPTS + [429] * 3
