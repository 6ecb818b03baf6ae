import asyncio

import pytest
from defusedxml.ElementTree import fromstring
from httpx import AsyncClient

from tests.api import (
    NOT_TEXT,
    UNREADABLE_XML,
    UNSTORABLE,
    assert_invalid,
    assert_refused,
    create_user,
    escaped,
    get_user_by_name,
    login_user,
)
from tests.factories import UserBodyFactory


async def test_answers_the_new_user(client: AsyncClient) -> None:
    response = await client.post(
        "/user", json={"username": "first_user", "password": "First password"}
    )

    assert response.status_code == 200
    answered = response.json()
    assert answered.pop("id")
    assert answered == {"username": "first_user"}


async def test_stores_the_user(client: AsyncClient) -> None:
    user = await create_user(client)

    assert (await get_user_by_name(client, user.username))["username"] == user.username


async def test_stores_the_password(client: AsyncClient) -> None:
    user = await create_user(client)

    response = await login_user(client, user.username, user.password)

    assert response.status_code == 200


@pytest.mark.parametrize("field", ["username", "password"])
async def test_refuses_a_missing_field(client: AsyncClient, field: str) -> None:
    details = {**UserBodyFactory.build()}
    del details[field]

    response = await client.post("/user", json=details)

    assert_invalid(response, field)


async def test_names_every_missing_field(client: AsyncClient) -> None:
    response = await client.post("/user", json={})

    assert_invalid(response, "username", "password")


async def test_refuses_a_body_that_is_no_json(client: AsyncClient) -> None:
    response = await client.post("/user", content=b"{")

    assert_invalid(response, "body")


async def test_refuses_a_body_that_is_no_object(client: AsyncClient) -> None:
    response = await client.post("/user", content=b"[]")

    assert_invalid(response, "body")


@pytest.mark.parametrize("value", NOT_TEXT)
@pytest.mark.parametrize(
    "field", ["username", "firstName", "lastName", "email", "password", "phone"]
)
async def test_refuses_a_field_that_is_no_text(
    client: AsyncClient, value: object, field: str
) -> None:
    response = await client.post("/user", json={**UserBodyFactory.build(), field: value})

    assert_invalid(response, field)


@pytest.mark.parametrize(
    ("field", "value"),
    [("userStatus", "1"), ("userStatus", 1.5), ("userStatus", True), ("userStatus", [1])],
)
async def test_refuses_a_value_of_another_type(
    client: AsyncClient, field: str, value: object
) -> None:
    response = await client.post("/user", json={**UserBodyFactory.build(), field: value})

    assert_invalid(response, field)


@pytest.mark.parametrize(
    "field", ["username", "firstName", "lastName", "email", "password", "phone", "userStatus"]
)
async def test_refuses_null(client: AsyncClient, field: str) -> None:
    response = await client.post("/user", json={**UserBodyFactory.build(), field: None})

    assert_invalid(response, field)


@pytest.mark.parametrize("value", UNSTORABLE)
@pytest.mark.parametrize(
    "field", ["username", "firstName", "lastName", "email", "password", "phone"]
)
async def test_refuses_text_that_cannot_be_stored(
    client: AsyncClient, value: str, field: str
) -> None:
    response = await client.post(
        "/user", content=escaped({**UserBodyFactory.build(), field: value})
    )

    assert_invalid(response, field, because="must not contain NUL or lone surrogates")


@pytest.mark.parametrize(("field", "length"), [("username", 256)])
async def test_refuses_text_that_is_too_long(client: AsyncClient, field: str, length: int) -> None:
    response = await client.post("/user", json={**UserBodyFactory.build(), field: "x" * length})

    assert_invalid(response, field)


@pytest.mark.parametrize("value", ["", " \t"])
@pytest.mark.parametrize("field", ["username", "password"])
async def test_refuses_a_blank_field(client: AsyncClient, value: str, field: str) -> None:
    response = await client.post("/user", json={**UserBodyFactory.build(), field: value})

    assert_invalid(response, field, because="must not be blank")


@pytest.mark.parametrize("value", ["a/b", ".", ".."])
async def test_refuses_a_username_that_no_path_can_select(client: AsyncClient, value: str) -> None:
    response = await client.post("/user", json={**UserBodyFactory.build(), "username": value})

    assert_invalid(response, "username")


@pytest.mark.parametrize(("field", "value"), [("userStatus", -(2**31) - 1), ("userStatus", 2**31)])
async def test_refuses_a_number_out_of_bounds(
    client: AsyncClient, field: str, value: float
) -> None:
    response = await client.post("/user", json={**UserBodyFactory.build(), field: value})

    assert_invalid(response, field)


async def test_refuses_a_username_that_is_taken(client: AsyncClient) -> None:
    await create_user(client, username="first_user")

    response = await client.post(
        "/user", json={**UserBodyFactory.build(), "username": "first_user"}
    )

    assert_refused(response, 409)


@pytest.mark.parametrize("field", ["username"])
async def test_lets_one_of_many_at_once_have_a_name(
    committing_client: AsyncClient, field: str
) -> None:
    bodies = [{**UserBodyFactory.build(), field: "wanted@example.com"} for _ in range(4)]

    responses = await asyncio.gather(
        *(committing_client.post("/user", json=body) for body in bodies)
    )

    assert sorted(response.status_code for response in responses) == [200, *[409] * 3]


async def test_takes_xml(client: AsyncClient) -> None:
    response = await client.post(
        "/user",
        content=(
            "<user>"
            "<username>first_user</username>"
            "<firstName>First first name</firstName>"
            "<lastName>First last name</lastName>"
            "<email>First email</email>"
            "<password>First password</password>"
            "<phone>First phone</phone>"
            "<userStatus>7</userStatus>"
            "</user>"
        ),
        headers={"Content-Type": "application/xml"},
    )

    assert response.status_code == 200
    stored = response.json()
    assert stored["username"] == "first_user"
    assert stored["firstName"] == "First first name"
    assert stored["lastName"] == "First last name"
    assert stored["email"] == "First email"
    assert stored["phone"] == "First phone"
    assert stored["userStatus"] == 7


@pytest.mark.parametrize("document", UNREADABLE_XML)
async def test_refuses_xml_that_cannot_be_read(client: AsyncClient, document: str) -> None:
    response = await client.post(
        "/user", content=document, headers={"Content-Type": "application/xml"}
    )

    assert_invalid(response, "body")


async def test_refuses_xml_that_declares_entities(client: AsyncClient) -> None:
    response = await client.post(
        "/user",
        content=(
            '<!DOCTYPE x [<!ENTITY a "a">]>'
            "<user>"
            "<username>first_user</username>"
            "<firstName>First first name</firstName>"
            "<lastName>First last name</lastName>"
            "<email>First email</email>"
            "<password>First password</password>"
            "<phone>First phone</phone>"
            "<userStatus>7</userStatus>"
            "</user>"
        ),
        headers={"Content-Type": "application/xml"},
    )

    assert_invalid(response, "body")


async def test_takes_a_form(client: AsyncClient) -> None:
    response = await client.post(
        "/user",
        data={
            "username": "first_user",
            "firstName": "First first name",
            "lastName": "First last name",
            "email": "First email",
            "password": "First password",
            "phone": "First phone",
            "userStatus": 7,
        },
    )

    assert response.status_code == 200
    stored = response.json()
    assert stored["username"] == "first_user"
    assert stored["firstName"] == "First first name"
    assert stored["lastName"] == "First last name"
    assert stored["email"] == "First email"
    assert stored["phone"] == "First phone"
    assert stored["userStatus"] == 7


async def test_answers_xml(client: AsyncClient) -> None:
    response = await client.post(
        "/user", json=UserBodyFactory.build(), headers={"Accept": "application/xml"}
    )

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml"
    document = fromstring(response.content)
    assert document.tag == "user"
