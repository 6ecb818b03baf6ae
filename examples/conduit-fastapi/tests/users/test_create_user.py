import asyncio

import pytest
from httpx import AsyncClient

from tests.api import (
    NOT_TEXT,
    UNSTORABLE,
    assert_invalid,
    create_user,
    escaped,
    get_current_user,
    get_profile_by_username,
    login,
)
from tests.factories import NewUserFactory


async def test_answers_the_new_user(client: AsyncClient) -> None:
    response = await client.post(
        "/users",
        json={
            "user": {
                "username": "first_user",
                "email": "first@example.com",
                "password": "First password",
            }
        },
    )

    assert response.status_code == 201
    answered = response.json()["user"]
    assert answered.pop("token")
    assert answered == {
        "email": "first@example.com",
        "username": "first_user",
        "bio": "",
        "image": "",
    }


async def test_answers_a_token_of_the_new_user(client: AsyncClient) -> None:
    user = await create_user(client)
    other = await create_user(client)

    assert (await get_current_user(client, user))["email"] == user.email
    assert (await get_current_user(client, other))["email"] == other.email


async def test_stores_the_user(client: AsyncClient) -> None:
    user = await create_user(client)

    assert (await get_profile_by_username(client, user.username, user))["username"] == user.username


async def test_stores_the_password(client: AsyncClient) -> None:
    user = await create_user(client)

    response = await login(client, user.email, user.password)

    assert response.status_code == 200
    assert response.json()["user"]["email"] == user.email


async def test_stores_the_email_in_lower_case(client: AsyncClient) -> None:
    user = await create_user(client, email="Jane.Doe@Example.COM")

    assert (await get_current_user(client, user))["email"] == "jane.doe@example.com"


@pytest.mark.parametrize(("field", "length"), [("username", 255), ("email", 255)])
async def test_accepts_the_longest_text(client: AsyncClient, field: str, length: int) -> None:
    user = await create_user(client, **{field: "x" * length})

    assert (await get_current_user(client, user))[field] == "x" * length


@pytest.mark.parametrize("field", ["username", "email", "password"])
async def test_refuses_a_missing_field(client: AsyncClient, field: str) -> None:
    details = {**NewUserFactory.build()}
    del details[field]

    response = await client.post("/users", json={"user": details})

    assert_invalid(response, f"user.{field}")


async def test_names_every_missing_field(client: AsyncClient) -> None:
    response = await client.post("/users", json={"user": {}})

    assert_invalid(response, "user.username", "user.email", "user.password")


async def test_refuses_a_body_that_is_no_json(client: AsyncClient) -> None:
    response = await client.post("/users", content=b"{")

    assert_invalid(response, "body")


async def test_refuses_a_body_without_user(client: AsyncClient) -> None:
    response = await client.post("/users", content=b"{}")

    assert_invalid(response, "user")


@pytest.mark.parametrize("value", [None, 1, "text", ["text"]])
async def test_refuses_user_that_is_no_object(client: AsyncClient, value: object) -> None:
    response = await client.post("/users", json={"user": value})

    assert_invalid(response, "user")


@pytest.mark.parametrize("value", NOT_TEXT)
@pytest.mark.parametrize("field", ["username", "email", "password"])
async def test_refuses_a_field_that_is_no_text(
    client: AsyncClient, value: object, field: str
) -> None:
    response = await client.post("/users", json={"user": {**NewUserFactory.build(), field: value}})

    assert_invalid(response, f"user.{field}")


@pytest.mark.parametrize("field", ["username", "email", "password"])
async def test_refuses_null(client: AsyncClient, field: str) -> None:
    response = await client.post("/users", json={"user": {**NewUserFactory.build(), field: None}})

    assert_invalid(response, f"user.{field}")


@pytest.mark.parametrize("value", UNSTORABLE)
@pytest.mark.parametrize("field", ["username", "email", "password"])
async def test_refuses_text_that_cannot_be_stored(
    client: AsyncClient, value: str, field: str
) -> None:
    response = await client.post(
        "/users", content=escaped({"user": {**NewUserFactory.build(), field: value}})
    )

    assert_invalid(response, f"user.{field}", because="must not contain NUL or lone surrogates")


@pytest.mark.parametrize(("field", "length"), [("username", 256), ("email", 256)])
async def test_refuses_text_that_is_too_long(client: AsyncClient, field: str, length: int) -> None:
    response = await client.post(
        "/users", json={"user": {**NewUserFactory.build(), field: "x" * length}}
    )

    assert_invalid(response, f"user.{field}")


@pytest.mark.parametrize("value", ["", " \t"])
@pytest.mark.parametrize("field", ["username", "email", "password"])
async def test_refuses_a_blank_field(client: AsyncClient, value: str, field: str) -> None:
    response = await client.post("/users", json={"user": {**NewUserFactory.build(), field: value}})

    assert_invalid(response, f"user.{field}", because="must not be blank")


@pytest.mark.parametrize("value", ["a/b", ".", ".."])
async def test_refuses_a_username_that_no_path_can_select(client: AsyncClient, value: str) -> None:
    response = await client.post(
        "/users", json={"user": {**NewUserFactory.build(), "username": value}}
    )

    assert_invalid(response, "user.username")


async def test_refuses_a_username_that_is_taken(client: AsyncClient) -> None:
    await create_user(client, username="first_user")

    response = await client.post(
        "/users", json={"user": {**NewUserFactory.build(), "username": "first_user"}}
    )

    assert_invalid(response, "user.username")


@pytest.mark.parametrize("value", ["first@example.com", "First@Example.com"])
async def test_refuses_an_email_that_is_taken(client: AsyncClient, value: str) -> None:
    await create_user(client, email="first@example.com")

    response = await client.post(
        "/users", json={"user": {**NewUserFactory.build(), "email": value}}
    )

    assert_invalid(response, "user.email")


async def test_stores_nothing_of_a_refused_user(client: AsyncClient) -> None:
    await create_user(client, username="first_user")
    response = await client.post(
        "/users",
        json={"user": NewUserFactory.build(username="first_user", email="second@example.com")},
    )
    assert response.status_code == 422

    user = await create_user(client, email="second@example.com")

    assert (await get_current_user(client, user))["email"] == "second@example.com"


@pytest.mark.parametrize("field", ["username", "email"])
async def test_lets_one_of_many_at_once_have_a_name(
    committing_client: AsyncClient, field: str
) -> None:
    bodies = [{**NewUserFactory.build(), field: "wanted@example.com"} for _ in range(4)]

    responses = await asyncio.gather(
        *(committing_client.post("/users", json={"user": body}) for body in bodies)
    )

    assert sorted(response.status_code for response in responses) == [201, *[422] * 3]
