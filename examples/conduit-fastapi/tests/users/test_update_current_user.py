import asyncio

import pytest
from httpx import AsyncClient

from tests.api import (
    NOT_TEXT,
    UNSTORABLE,
    WITHOUT_ACCESS,
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    create_user,
    escaped,
    get_current_user,
    get_profile_by_username,
    login,
    update_current_user,
)
from tests.conftest import SetClock


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "second@example.com"),
        ("username", "second_user"),
        ("bio", "Second bio"),
        ("image", "Second image"),
    ],
)
async def test_stores_a_field_and_leaves_the_others(
    client: AsyncClient, field: str, value: object
) -> None:
    user = await create_user(client)
    before = await get_current_user(client, user)

    await update_current_user(client, user, {field: value})

    after = await get_current_user(client, user)
    assert {**after, "token": None} == {**before, "token": None, field: value}


async def test_answers_the_changed_user(client: AsyncClient) -> None:
    user = await create_user(client)
    changes = {
        "email": "second@example.com",
        "username": "second_user",
        "bio": "Second bio",
        "image": "Second image",
    }

    answered = await update_current_user(client, user, changes)

    assert changes.items() <= answered.items()


async def test_changes_no_other_user(client: AsyncClient) -> None:
    other = await create_user(client)
    user = await create_user(client)

    await update_current_user(client, user, {"bio": "Second bio"})

    assert (await get_current_user(client, user))["bio"] == "Second bio"
    assert (await get_current_user(client, other))["bio"] != "Second bio"


async def test_lets_the_user_sign_in_with_a_new_password(client: AsyncClient) -> None:
    user = await create_user(client)

    await update_current_user(client, user, {"password": "Another password"})

    response = await login(client, user.email, "Another password")

    assert response.status_code == 200
    assert response.json()["user"]["email"] == user.email


async def test_no_longer_accepts_the_old_password(client: AsyncClient) -> None:
    user = await create_user(client)

    await update_current_user(client, user, {"password": "Another password"})

    response = await login(client, user.email, user.password)

    assert_unauthorized(response)


async def test_leaves_the_password_unless_asked(client: AsyncClient) -> None:
    user = await create_user(client)

    await update_current_user(client, user, {"bio": "Second bio"})

    response = await login(client, user.email, user.password)

    assert response.status_code == 200
    assert response.json()["user"]["email"] == user.email


async def test_moves_the_user_to_a_new_username(client: AsyncClient) -> None:
    user = await create_user(client)

    await update_current_user(client, user, {"username": "second_user"})

    assert (await get_profile_by_username(client, "second_user", user))["username"] == "second_user"
    assert_refused(await client.get(f"/profiles/{user.username}"), 404)


async def test_accepts_what_is_there_already(client: AsyncClient) -> None:
    user = await create_user(client)

    await update_current_user(client, user, {"email": user.email, "username": user.username})

    assert (await get_current_user(client, user))["username"] == user.username


async def test_stores_the_email_in_lower_case(client: AsyncClient) -> None:
    user = await create_user(client)

    await update_current_user(client, user, {"email": "Jane.Doe@Example.COM"})

    assert (await get_current_user(client, user))["email"] == "jane.doe@example.com"


@pytest.mark.parametrize("headers", WITHOUT_ACCESS)
async def test_needs_a_token(client: AsyncClient, headers: dict[str, str]) -> None:
    response = await client.put("/user", json={"user": {"bio": "Second bio"}}, headers=headers)

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    user = await create_user(client)
    set_clock.advance(hours=1)

    response = await client.put("/user", json={"user": {"bio": "Second bio"}}, headers=user.headers)

    assert_unauthorized(response)


async def test_refuses_a_body_that_is_no_json(client: AsyncClient) -> None:
    user = await create_user(client)

    response = await client.put("/user", content=b"{", headers=user.headers)

    assert_invalid(response, "body")


async def test_refuses_a_body_without_user(client: AsyncClient) -> None:
    user = await create_user(client)

    response = await client.put("/user", content=b"{}", headers=user.headers)

    assert_invalid(response, "user")


@pytest.mark.parametrize("value", [None, 1, "text", ["text"]])
async def test_refuses_user_that_is_no_object(client: AsyncClient, value: object) -> None:
    user = await create_user(client)

    response = await client.put("/user", json={"user": value}, headers=user.headers)

    assert_invalid(response, "user")


async def test_refuses_a_change_of_nothing(client: AsyncClient) -> None:
    user = await create_user(client)

    response = await client.put("/user", json={"user": {}}, headers=user.headers)

    assert_invalid(response, "user")


@pytest.mark.parametrize("value", NOT_TEXT)
@pytest.mark.parametrize("field", ["email", "password", "username", "bio", "image"])
async def test_refuses_a_field_that_is_no_text(
    client: AsyncClient, value: object, field: str
) -> None:
    user = await create_user(client)

    response = await client.put("/user", json={"user": {field: value}}, headers=user.headers)

    assert_invalid(response, f"user.{field}")


@pytest.mark.parametrize("field", ["email", "password", "username", "bio", "image"])
async def test_refuses_null(client: AsyncClient, field: str) -> None:
    user = await create_user(client)

    response = await client.put("/user", json={"user": {field: None}}, headers=user.headers)

    assert_invalid(response, f"user.{field}")


@pytest.mark.parametrize("value", UNSTORABLE)
@pytest.mark.parametrize("field", ["email", "password", "username", "bio", "image"])
async def test_refuses_text_that_cannot_be_stored(
    client: AsyncClient, value: str, field: str
) -> None:
    user = await create_user(client)

    response = await client.put(
        "/user", content=escaped({"user": {field: value}}), headers=user.headers
    )

    assert_invalid(response, f"user.{field}", because="must not contain NUL or lone surrogates")


@pytest.mark.parametrize(("field", "length"), [("email", 256), ("username", 256)])
async def test_refuses_text_that_is_too_long(client: AsyncClient, field: str, length: int) -> None:
    user = await create_user(client)

    response = await client.put("/user", json={"user": {field: "x" * length}}, headers=user.headers)

    assert_invalid(response, f"user.{field}")


@pytest.mark.parametrize("value", ["", " \t"])
@pytest.mark.parametrize("field", ["email", "password", "username"])
async def test_refuses_a_blank_field(client: AsyncClient, value: str, field: str) -> None:
    user = await create_user(client)

    response = await client.put("/user", json={"user": {field: value}}, headers=user.headers)

    assert_invalid(response, f"user.{field}", because="must not be blank")


@pytest.mark.parametrize("value", ["a/b", ".", ".."])
async def test_refuses_a_username_that_no_path_can_select(client: AsyncClient, value: str) -> None:
    user = await create_user(client)

    response = await client.put("/user", json={"user": {"username": value}}, headers=user.headers)

    assert_invalid(response, "user.username")


@pytest.mark.parametrize("field", ["email", "username"])
async def test_refuses_what_another_user_has(client: AsyncClient, field: str) -> None:
    other = await create_user(client)
    user = await create_user(client)

    response = await client.put(
        "/user", json={"user": {field: getattr(other, field)}}, headers=user.headers
    )

    assert_invalid(response, f"user.{field}")


async def test_stores_nothing_of_a_refused_change(client: AsyncClient) -> None:
    other = await create_user(client)
    user = await create_user(client)
    response = await client.put(
        "/user", json={"user": {"bio": "Second bio", "email": other.email}}, headers=user.headers
    )
    assert response.status_code == 422

    stored = await get_current_user(client, user)
    assert stored["bio"] != "Second bio"
    assert stored["email"] == user.email


@pytest.mark.parametrize("field", ["email", "username"])
async def test_lets_one_of_many_at_once_take_a_name(
    committing_client: AsyncClient, field: str
) -> None:
    accounts = [await create_user(committing_client) for _ in range(3)]

    responses = await asyncio.gather(
        *(
            committing_client.put(
                "/user", json={"user": {field: "wanted@example.com"}}, headers=each.headers
            )
            for each in accounts
        )
    )

    assert sorted(response.status_code for response in responses) == [200, 422, 422]
