import asyncio

import pytest
from httpx import AsyncClient

from tests.api import NOT_TEXT, UNSTORABLE, assert_refused, escaped, log_in, read_user, register
from tests.factories import NewUserFactory


async def test_answers_the_new_user(client: AsyncClient) -> None:
    user = NewUserFactory.build()

    response = await client.post("/users", json={"user": user})

    assert response.status_code == 201
    answered = response.json()["user"]
    assert answered.pop("token")
    assert answered == {
        "username": user["username"],
        "email": user["email"],
        "bio": "",
        "image": "",
    }


async def test_stores_the_user(client: AsyncClient) -> None:
    account = await register(client)

    response = await client.get(f"/profiles/{account.username}")

    assert response.status_code == 200
    assert response.json()["profile"]["username"] == account.username


async def test_stores_the_password(client: AsyncClient) -> None:
    account = await register(client)

    response = await log_in(client, account.email, account.password)

    assert response.status_code == 200
    assert response.json()["user"]["username"] == account.username


async def test_answers_a_token_of_the_new_user(client: AsyncClient) -> None:
    await register(client)
    account = await register(client)

    user = await read_user(client, account)

    assert user["username"] == account.username


async def test_stores_the_email_in_lower_case(client: AsyncClient) -> None:
    account = await register(client, email="Jane.Doe@Example.COM")

    user = await read_user(client, account)

    assert user["email"] == "jane.doe@example.com"


async def test_tells_usernames_apart_by_case(client: AsyncClient) -> None:
    await register(client, username="jane")
    account = await register(client, username="Jane")

    user = await read_user(client, account)

    assert user["username"] == "Jane"


@pytest.mark.parametrize("field", ["username", "email", "password"])
async def test_refuses_a_missing_field(client: AsyncClient, field: str) -> None:
    user = {**NewUserFactory.build()}
    del user[field]

    response = await client.post("/users", json={"user": user})

    assert_refused(response, 422, f"user.{field}: field required")


async def test_names_every_missing_field(client: AsyncClient) -> None:
    response = await client.post("/users", json={"user": {}})

    assert_refused(
        response,
        422,
        "user.username: field required",
        "user.email: field required",
        "user.password: field required",
    )


@pytest.mark.parametrize("value", NOT_TEXT)
@pytest.mark.parametrize("field", ["username", "email", "password"])
async def test_refuses_a_field_that_is_no_text(
    client: AsyncClient, field: str, value: object
) -> None:
    response = await client.post("/users", json={"user": {**NewUserFactory.build(), field: value}})

    assert_refused(response, 422, f"user.{field}: input should be a valid string")


@pytest.mark.parametrize("value", ["", " \t"])
@pytest.mark.parametrize("field", ["username", "email", "password"])
async def test_refuses_a_blank_field(client: AsyncClient, field: str, value: str) -> None:
    response = await client.post("/users", json={"user": {**NewUserFactory.build(), field: value}})

    assert_refused(response, 422, f"user.{field}: must not be blank")


@pytest.mark.parametrize("value", UNSTORABLE)
@pytest.mark.parametrize("field", ["username", "email", "password"])
async def test_refuses_text_that_cannot_be_stored(
    client: AsyncClient, field: str, value: str
) -> None:
    response = await client.post(
        "/users", content=escaped({"user": {**NewUserFactory.build(), field: value}})
    )

    assert_refused(response, 422, f"user.{field}: must not contain NUL or lone surrogates")


@pytest.mark.parametrize("username", ["jane/doe", ".", ".."])
async def test_refuses_a_username_that_no_path_can_select(
    client: AsyncClient, username: str
) -> None:
    response = await client.post("/users", json={"user": NewUserFactory.build(username=username)})

    assert_refused(response, 422, "user.username: must be usable as one segment of a path")


@pytest.mark.parametrize("field", ["username", "email"])
async def test_accepts_the_longest_text(client: AsyncClient, field: str) -> None:
    account = await register(client, **{field: "x" * 255})

    user = await read_user(client, account)

    assert user[field] == "x" * 255


@pytest.mark.parametrize("field", ["username", "email"])
async def test_refuses_text_that_is_too_long(client: AsyncClient, field: str) -> None:
    response = await client.post(
        "/users", json={"user": {**NewUserFactory.build(), field: "x" * 256}}
    )

    assert_refused(response, 422, f"user.{field}: must have at most 255 characters")


async def test_refuses_an_email_that_lower_case_makes_too_long(client: AsyncClient) -> None:
    response = await client.post("/users", json={"user": NewUserFactory.build(email="İ" * 255)})

    assert_refused(response, 422, "user.email: must have at most 255 characters")


async def test_refuses_a_username_that_is_taken(client: AsyncClient) -> None:
    account = await register(client)

    response = await client.post(
        "/users", json={"user": NewUserFactory.build(username=account.username)}
    )

    assert_refused(response, 422, "user.username: is already taken")


@pytest.mark.parametrize("email", ["jane@example.com", "Jane@Example.com"])
async def test_refuses_an_email_that_is_taken(client: AsyncClient, email: str) -> None:
    await register(client, email="jane@example.com")

    response = await client.post("/users", json={"user": NewUserFactory.build(email=email)})

    assert_refused(response, 422, "user.email: is already taken")


async def test_stores_nothing_of_a_refused_user(client: AsyncClient) -> None:
    account = await register(client)
    user = NewUserFactory.build(email=account.email)
    await client.post("/users", json={"user": user})

    response = await client.get(f"/profiles/{user['username']}")

    assert_refused(response, 404, "profile not found")


@pytest.mark.parametrize("field", ["username", "email"])
async def test_lets_one_of_many_at_once_have_a_name(
    committing_client: AsyncClient, field: str
) -> None:
    users = [{**NewUserFactory.build(), field: "wanted"} for _ in range(4)]

    responses = await asyncio.gather(
        *(committing_client.post("/users", json={"user": user}) for user in users)
    )

    assert sorted(response.status_code for response in responses) == [201, 422, 422, 422]
