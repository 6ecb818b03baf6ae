import pytest
from httpx import AsyncClient

from tests.api import (
    NOT_TEXT,
    UNREADABLE_XML,
    UNSTORABLE,
    WITHOUT_ACCESS,
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    create_user,
    escaped,
    get_user_by_name,
    login_user,
    update_user,
)
from tests.conftest import SetClock


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("firstName", "Third first name"),
        ("lastName", "Third last name"),
        ("email", "Third email"),
        ("phone", "Third phone"),
        ("userStatus", 9),
    ],
)
async def test_stores_a_field_and_leaves_the_others(
    client: AsyncClient, field: str, value: object
) -> None:
    caller = await create_user(client)
    user = await get_user_by_name(client, caller.username)

    await update_user(client, caller, caller.username, {field: value})

    assert await get_user_by_name(client, caller.username) == {**user, field: value}


async def test_stores_every_field(client: AsyncClient) -> None:
    caller = await create_user(client)
    user = await get_user_by_name(client, caller.username)
    changes = {
        "firstName": "Third first name",
        "lastName": "Third last name",
        "email": "Third email",
        "phone": "Third phone",
        "userStatus": 9,
    }

    await update_user(client, caller, caller.username, changes)

    assert await get_user_by_name(client, caller.username) == {**user, **changes}


@pytest.mark.parametrize("field", ["firstName", "lastName", "email", "phone"])
async def test_lets_a_text_be_emptied(client: AsyncClient, field: str) -> None:
    caller = await create_user(
        client,
        first_name="First first name",
        last_name="First last name",
        email="First email",
        phone="First phone",
    )
    user = await get_user_by_name(client, caller.username)
    assert user[field]

    await update_user(client, caller, caller.username, {field: ""})

    assert (await get_user_by_name(client, caller.username))[field] == ""


async def test_leaves_a_user_that_stays_the_same(client: AsyncClient) -> None:
    caller = await create_user(client, first_name="First first name")
    user = await get_user_by_name(client, caller.username)
    assert user["firstName"] == "First first name"

    await update_user(client, caller, caller.username, {"firstName": user["firstName"]})

    assert await get_user_by_name(client, caller.username) == user


async def test_accepts_a_change_of_nothing(client: AsyncClient) -> None:
    caller = await create_user(client, first_name="First first name")
    user = await get_user_by_name(client, caller.username)
    assert user["firstName"] == "First first name"

    response = await client.put(f"/user/{caller.username}", json={}, headers=caller.headers)

    assert response.status_code == 200
    assert await get_user_by_name(client, caller.username) == user


async def test_lets_the_username_be_changed(client: AsyncClient) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)

    await update_user(client, caller, caller.username, {"username": "another_name"})

    assert (await get_user_by_name(client, "another_name"))["username"] == "another_name"


async def test_lets_the_password_be_changed(client: AsyncClient) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)

    await update_user(client, caller, caller.username, {"password": "another password"})

    response = await login_user(client, caller.username, "another password")
    assert response.status_code == 200
    response = await login_user(client, caller.username, caller.password)
    assert_refused(response, 400)


@pytest.mark.parametrize("headers", WITHOUT_ACCESS)
async def test_needs_a_token(client: AsyncClient, headers: dict[str, str]) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)

    response = await client.put(
        f"/user/{caller.username}", json={"firstName": "Second first name"}, headers=headers
    )

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)
    set_clock.advance(hours=1)

    response = await client.put(
        f"/user/{caller.username}", json={"firstName": "Second first name"}, headers=caller.headers
    )

    assert_unauthorized(response)


async def test_refuses_anyone_but_the_user(client: AsyncClient) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)
    stranger = await create_user(client)

    response = await client.put(
        f"/user/{caller.username}",
        json={"firstName": "Second first name"},
        headers=stranger.headers,
    )

    assert_refused(response, 403, "only the owner may change it")


async def test_keeps_the_user_from_anyone_but_the_user(client: AsyncClient) -> None:
    caller = await create_user(client)
    user = await get_user_by_name(client, caller.username)
    stranger = await create_user(client)

    response = await client.put(
        f"/user/{caller.username}",
        json={"firstName": "Second first name"},
        headers=stranger.headers,
    )

    assert response.status_code == 403
    assert await get_user_by_name(client, caller.username) == user


async def test_knows_no_user_of_another_username(client: AsyncClient) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)

    response = await client.put(
        f"/user/{caller.username}x", json={"firstName": "Second first name"}, headers=caller.headers
    )

    assert_refused(response, 404, "User not found")


async def test_refuses_a_username_with_nul(client: AsyncClient) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)

    response = await client.put(
        "/user/nul%00", json={"firstName": "Second first name"}, headers=caller.headers
    )

    assert_invalid(response, "username")


async def test_refuses_a_body_that_is_no_json(client: AsyncClient) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)

    response = await client.put(f"/user/{caller.username}", content=b"{", headers=caller.headers)

    assert_invalid(response, "body")


async def test_refuses_a_body_that_is_no_object(client: AsyncClient) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)

    response = await client.put(f"/user/{caller.username}", content=b"[]", headers=caller.headers)

    assert_invalid(response, "body")


@pytest.mark.parametrize("value", NOT_TEXT)
@pytest.mark.parametrize(
    "field", ["username", "firstName", "lastName", "email", "password", "phone"]
)
async def test_refuses_a_field_that_is_no_text(
    client: AsyncClient, value: object, field: str
) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)

    response = await client.put(
        f"/user/{caller.username}", json={field: value}, headers=caller.headers
    )

    assert_invalid(response, field)


@pytest.mark.parametrize(
    ("field", "value"),
    [("userStatus", "1"), ("userStatus", 1.5), ("userStatus", True), ("userStatus", [1])],
)
async def test_refuses_a_value_of_another_type(
    client: AsyncClient, field: str, value: object
) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)

    response = await client.put(
        f"/user/{caller.username}", json={field: value}, headers=caller.headers
    )

    assert_invalid(response, field)


@pytest.mark.parametrize(
    "field", ["username", "firstName", "lastName", "email", "password", "phone", "userStatus"]
)
async def test_refuses_null(client: AsyncClient, field: str) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)

    response = await client.put(
        f"/user/{caller.username}", json={field: None}, headers=caller.headers
    )

    assert_invalid(response, field)


@pytest.mark.parametrize("value", UNSTORABLE)
@pytest.mark.parametrize(
    "field", ["username", "firstName", "lastName", "email", "password", "phone"]
)
async def test_refuses_text_that_cannot_be_stored(
    client: AsyncClient, value: str, field: str
) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)

    response = await client.put(
        f"/user/{caller.username}", content=escaped({field: value}), headers=caller.headers
    )

    assert_invalid(response, field, because="must not contain NUL or lone surrogates")


@pytest.mark.parametrize(("field", "length"), [("username", 256)])
async def test_refuses_text_that_is_too_long(client: AsyncClient, field: str, length: int) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)

    response = await client.put(
        f"/user/{caller.username}", json={field: "x" * length}, headers=caller.headers
    )

    assert_invalid(response, field)


@pytest.mark.parametrize("value", ["", " \t"])
@pytest.mark.parametrize("field", ["username", "password"])
async def test_refuses_a_blank_field(client: AsyncClient, value: str, field: str) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)

    response = await client.put(
        f"/user/{caller.username}", json={field: value}, headers=caller.headers
    )

    assert_invalid(response, field, because="must not be blank")


@pytest.mark.parametrize("value", ["a/b", ".", ".."])
async def test_refuses_a_username_that_no_path_can_select(client: AsyncClient, value: str) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)

    response = await client.put(
        f"/user/{caller.username}", json={"username": value}, headers=caller.headers
    )

    assert_invalid(response, "username")


@pytest.mark.parametrize(("field", "value"), [("userStatus", -(2**31) - 1), ("userStatus", 2**31)])
async def test_refuses_a_number_out_of_bounds(
    client: AsyncClient, field: str, value: float
) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)

    response = await client.put(
        f"/user/{caller.username}", json={field: value}, headers=caller.headers
    )

    assert_invalid(response, field)


async def test_takes_xml(client: AsyncClient) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)

    response = await client.put(
        f"/user/{caller.username}",
        content=(
            "<user>"
            "<firstName>Third first name</firstName>"
            "<lastName>Third last name</lastName>"
            "<email>Third email</email>"
            "<phone>Third phone</phone>"
            "<userStatus>9</userStatus>"
            "</user>"
        ),
        headers={**caller.headers, "Content-Type": "application/xml"},
    )

    assert response.status_code == 200
    stored = await get_user_by_name(client, caller.username)
    assert stored["firstName"] == "Third first name"
    assert stored["lastName"] == "Third last name"
    assert stored["email"] == "Third email"
    assert stored["phone"] == "Third phone"
    assert stored["userStatus"] == 9


@pytest.mark.parametrize("document", UNREADABLE_XML)
async def test_refuses_xml_that_cannot_be_read(client: AsyncClient, document: str) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)

    response = await client.put(
        f"/user/{caller.username}",
        content=document,
        headers={**caller.headers, "Content-Type": "application/xml"},
    )

    assert_invalid(response, "body")


async def test_refuses_xml_that_declares_entities(client: AsyncClient) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)

    response = await client.put(
        f"/user/{caller.username}",
        content=(
            '<!DOCTYPE x [<!ENTITY a "a">]>'
            "<user>"
            "<firstName>Third first name</firstName>"
            "<lastName>Third last name</lastName>"
            "<email>Third email</email>"
            "<phone>Third phone</phone>"
            "<userStatus>9</userStatus>"
            "</user>"
        ),
        headers={**caller.headers, "Content-Type": "application/xml"},
    )

    assert_invalid(response, "body")


async def test_takes_a_form(client: AsyncClient) -> None:
    caller = await create_user(client)
    await get_user_by_name(client, caller.username)

    response = await client.put(
        f"/user/{caller.username}",
        data={
            "firstName": "Third first name",
            "lastName": "Third last name",
            "email": "Third email",
            "phone": "Third phone",
            "userStatus": 9,
        },
        headers=caller.headers,
    )

    assert response.status_code == 200
    stored = await get_user_by_name(client, caller.username)
    assert stored["firstName"] == "Third first name"
    assert stored["lastName"] == "Third last name"
    assert stored["email"] == "Third email"
    assert stored["phone"] == "Third phone"
    assert stored["userStatus"] == 9
