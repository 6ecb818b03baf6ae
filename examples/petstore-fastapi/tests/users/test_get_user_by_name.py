from urllib.parse import quote

import pytest
from defusedxml.ElementTree import fromstring
from httpx import AsyncClient

from tests.api import assert_invalid, assert_refused, create_user


async def test_answers_the_user_of_the_username(client: AsyncClient) -> None:
    user = await create_user(
        client,
        username="first_user",
        first_name="First first name",
        last_name="First last name",
        email="First email",
        phone="First phone",
        user_status=7,
    )

    response = await client.get(f"/user/{user.username}")

    assert response.status_code == 200
    answered = response.json()
    assert answered.pop("id")
    assert answered == {
        "username": "first_user",
        "firstName": "First first name",
        "lastName": "First last name",
        "email": "First email",
        "phone": "First phone",
        "userStatus": 7,
    }


@pytest.mark.parametrize("value", ["two words", "été", "a?b#c%2F", "\\"])
async def test_finds_a_user_of_any_username(client: AsyncClient, value: str) -> None:
    await create_user(client, username=value)

    response = await client.get(f"/user/{quote(value)}")

    assert response.status_code == 200
    assert response.json()["username"] == value


async def test_knows_no_user_of_another_username(client: AsyncClient) -> None:
    user = await create_user(client)

    response = await client.get(f"/user/{user.username}x")

    assert_refused(response, 404, "User not found")


async def test_refuses_a_username_with_nul(client: AsyncClient) -> None:
    await create_user(client)

    response = await client.get("/user/nul%00")

    assert_invalid(response, "username")


async def test_answers_xml(client: AsyncClient) -> None:
    user = await create_user(
        client,
        username="first_user",
        first_name="First first name",
        last_name="First last name",
        email="First email",
        phone="First phone",
        user_status=7,
    )

    response = await client.get(f"/user/{user.username}", headers={"Accept": "application/xml"})

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml"
    document = fromstring(response.content)
    assert document.tag == "user"
    assert document.findtext("username") == "first_user"
    assert document.findtext("firstName") == "First first name"
    assert document.findtext("lastName") == "First last name"
    assert document.findtext("email") == "First email"
    assert document.findtext("phone") == "First phone"
    assert document.findtext("userStatus") == "7"
