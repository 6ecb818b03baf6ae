import pytest
from httpx import AsyncClient

from tests.api import (
    NOT_TEXT,
    UNSTORABLE,
    WITHOUT_ACCESS,
    Account,
    assert_refused,
    assert_unauthorized,
    escaped,
    log_in,
    read_user,
    register,
)
from tests.conftest import SetClock

FIELDS = ["email", "password", "username", "bio", "image"]


async def update(client: AsyncClient, account: Account, **changes: str) -> None:
    response = await client.put("/user", json={"user": changes}, headers=account.headers)
    assert response.status_code == 200


@pytest.mark.parametrize("field", ["email", "username", "bio", "image"])
async def test_stores_a_field(client: AsyncClient, field: str) -> None:
    account = await register(client)

    await update(client, account, **{field: "changed"})

    user = await read_user(client, account)
    assert user[field] == "changed"


@pytest.mark.parametrize("field", ["email", "username", "bio", "image"])
async def test_leaves_the_other_fields(client: AsyncClient, field: str) -> None:
    account = await register(client)
    await update(client, account, bio="old bio", image="old image")

    await update(client, account, **{field: "changed"})

    user = await read_user(client, account)
    assert {**user, "token": None} == {
        "email": account.email,
        "username": account.username,
        "bio": "old bio",
        "image": "old image",
        "token": None,
        field: "changed",
    }


async def test_answers_the_changed_user(client: AsyncClient) -> None:
    account = await register(client)
    changes = {"email": "new@example.com", "username": "new", "bio": "b", "image": "i"}

    response = await client.put("/user", json={"user": changes}, headers=account.headers)

    assert response.status_code == 200
    answered = response.json()["user"]
    assert answered.pop("token")
    assert answered == changes


async def test_changes_nobody_else(client: AsyncClient) -> None:
    other = await register(client)
    account = await register(client)

    await update(client, account, bio="changed")

    assert (await read_user(client, other))["bio"] == ""
    assert (await read_user(client, account))["bio"] == "changed"


async def test_lets_the_user_log_in_with_a_new_password(client: AsyncClient) -> None:
    account = await register(client)

    await update(client, account, password="changed")

    response = await log_in(client, account.email, "changed")
    assert response.status_code == 200
    assert response.json()["user"]["username"] == account.username


async def test_no_longer_accepts_the_old_password(client: AsyncClient) -> None:
    account = await register(client)

    await update(client, account, password="changed")

    assert_unauthorized(await log_in(client, account.email, account.password))


async def test_leaves_the_password_unless_asked(client: AsyncClient) -> None:
    account = await register(client)

    await update(client, account, bio="changed")

    response = await log_in(client, account.email, account.password)
    assert response.status_code == 200
    assert response.json()["user"]["username"] == account.username


async def test_moves_the_profile_to_a_new_username(client: AsyncClient) -> None:
    account = await register(client)

    await update(client, account, username="changed")

    assert (await client.get("/profiles/changed")).status_code == 200
    assert (await client.get(f"/profiles/{account.username}")).status_code == 404


async def test_stores_the_email_in_lower_case(client: AsyncClient) -> None:
    account = await register(client)

    await update(client, account, email="Changed@Example.com")

    user = await read_user(client, account)
    assert user["email"] == "changed@example.com"


@pytest.mark.parametrize("field", ["bio", "image"])
async def test_lets_a_text_be_emptied(client: AsyncClient, field: str) -> None:
    account = await register(client)
    await update(client, account, **{field: "text"})
    assert (await read_user(client, account))[field] == "text"

    await update(client, account, **{field: ""})

    assert (await read_user(client, account))[field] == ""


async def test_accepts_what_is_there_already(client: AsyncClient) -> None:
    account = await register(client)

    await update(client, account, username=account.username, email=account.email)

    user = await read_user(client, account)
    assert (user["username"], user["email"]) == (account.username, account.email)


@pytest.mark.parametrize("headers", WITHOUT_ACCESS)
async def test_needs_a_token(client: AsyncClient, headers: dict[str, str]) -> None:
    response = await client.put("/user", json={"user": {"bio": "b"}}, headers=headers)

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    account = await register(client)
    set_clock.advance(hours=1)

    response = await client.put("/user", json={"user": {"bio": "b"}}, headers=account.headers)

    assert_unauthorized(response)


async def test_refuses_a_change_of_nothing(client: AsyncClient) -> None:
    account = await register(client)

    response = await client.put("/user", json={"user": {}}, headers=account.headers)

    assert_refused(response, 422, "user: at least one field is required")


@pytest.mark.parametrize("value", [value for value in NOT_TEXT if value is not None])
@pytest.mark.parametrize("field", FIELDS)
async def test_refuses_a_field_that_is_no_text(
    client: AsyncClient, field: str, value: object
) -> None:
    account = await register(client)

    response = await client.put("/user", json={"user": {field: value}}, headers=account.headers)

    assert_refused(response, 422, f"user.{field}: input should be a valid string")


@pytest.mark.parametrize("field", FIELDS)
async def test_refuses_null(client: AsyncClient, field: str) -> None:
    account = await register(client)

    response = await client.put("/user", json={"user": {field: None}}, headers=account.headers)

    assert_refused(response, 422, f"user.{field}: must not be null")


@pytest.mark.parametrize("value", UNSTORABLE)
@pytest.mark.parametrize("field", FIELDS)
async def test_refuses_text_that_cannot_be_stored(
    client: AsyncClient, field: str, value: str
) -> None:
    account = await register(client)

    response = await client.put(
        "/user", content=escaped({"user": {field: value}}), headers=account.headers
    )

    assert_refused(response, 422, f"user.{field}: must not contain NUL or lone surrogates")


@pytest.mark.parametrize("field", ["email", "password", "username"])
async def test_refuses_a_blank_field(client: AsyncClient, field: str) -> None:
    account = await register(client)

    response = await client.put("/user", json={"user": {field: " "}}, headers=account.headers)

    assert_refused(response, 422, f"user.{field}: must not be blank")


@pytest.mark.parametrize("field", ["email", "username"])
async def test_refuses_text_that_is_too_long(client: AsyncClient, field: str) -> None:
    account = await register(client)

    response = await client.put("/user", json={"user": {field: "x" * 256}}, headers=account.headers)

    assert_refused(response, 422, f"user.{field}: must have at most 255 characters")


async def test_refuses_a_username_that_no_path_can_select(client: AsyncClient) -> None:
    account = await register(client)

    response = await client.put(
        "/user", json={"user": {"username": "a/b"}}, headers=account.headers
    )

    assert_refused(response, 422, "user.username: must be usable as one segment of a path")


@pytest.mark.parametrize("field", ["email", "username"])
async def test_refuses_what_another_user_has(client: AsyncClient, field: str) -> None:
    other = await register(client)
    account = await register(client)

    response = await client.put(
        "/user", json={"user": {field: getattr(other, field)}}, headers=account.headers
    )

    assert_refused(response, 422, f"user.{field}: is already taken")


async def test_stores_nothing_of_a_refused_change(client: AsyncClient) -> None:
    other = await register(client)
    account = await register(client)
    changes = {"bio": "changed", "username": other.username}
    await client.put("/user", json={"user": changes}, headers=account.headers)

    user = await read_user(client, account)

    assert user["bio"] == ""
    assert user["username"] == account.username
