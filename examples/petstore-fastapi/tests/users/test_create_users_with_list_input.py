from defusedxml.ElementTree import fromstring
from httpx import AsyncClient

from tests.api import (
    assert_invalid,
    assert_refused,
    create_users_with_list_input,
    get_user_by_name,
    login_user,
)
from tests.conftest import Counting
from tests.factories import UserBodyFactory


async def test_makes_every_user_of_a_list(client: AsyncClient) -> None:
    details = [
        {
            "username": "first_user",
            "firstName": "First first name",
            "lastName": "First last name",
            "email": "First email",
            "password": "First password",
            "phone": "First phone",
            "userStatus": 7,
        },
        {
            "username": "second_user",
            "firstName": "Second first name",
            "lastName": "Second last name",
            "email": "Second email",
            "password": "Second password",
            "phone": "Second phone",
            "userStatus": 8,
        },
    ]

    await create_users_with_list_input(client, details)
    stored = [await get_user_by_name(client, key) for key in ["first_user", "second_user"]]

    assert [row["username"] for row in stored] == ["first_user", "second_user"]
    assert [row["firstName"] for row in stored] == ["First first name", "Second first name"]
    assert [row["lastName"] for row in stored] == ["First last name", "Second last name"]
    assert [row["email"] for row in stored] == ["First email", "Second email"]
    assert [row["phone"] for row in stored] == ["First phone", "Second phone"]
    assert [row["userStatus"] for row in stored] == [7, 8]


async def test_makes_no_user_where_one_of_a_list_is_refused(client: AsyncClient) -> None:
    details = [
        {
            "username": "first_user",
            "firstName": "First first name",
            "lastName": "First last name",
            "email": "First email",
            "password": "First password",
            "phone": "First phone",
            "userStatus": 7,
        },
        {
            "username": 5,
            "firstName": "Second first name",
            "lastName": "Second last name",
            "email": "Second email",
            "password": "Second password",
            "phone": "Second phone",
            "userStatus": 8,
        },
    ]

    response = await client.post("/user/createWithList", json=details)

    assert_invalid(response, "1.username")
    response = await client.get(f"/user/{'first_user'}")
    assert_refused(response, 404)


async def test_makes_no_user_where_the_username_of_one_is_taken(client: AsyncClient) -> None:
    await create_users_with_list_input(
        client,
        [
            {
                "username": "third_user",
                "firstName": "Third first name",
                "lastName": "Third last name",
                "email": "Third email",
                "password": "Third password",
                "phone": "Third phone",
                "userStatus": 9,
            }
        ],
    )

    response = await client.post(
        "/user/createWithList",
        json=[
            {
                "username": "first_user",
                "firstName": "First first name",
                "lastName": "First last name",
                "email": "First email",
                "password": "First password",
                "phone": "First phone",
                "userStatus": 7,
            },
            {
                "username": "third_user",
                "firstName": "Third first name",
                "lastName": "Third last name",
                "email": "Third email",
                "password": "Third password",
                "phone": "Third phone",
                "userStatus": 9,
            },
        ],
    )

    assert_refused(response, 409)
    response = await client.get(f"/user/{'first_user'}")
    assert_refused(response, 404)


async def test_makes_no_user_where_two_of_a_list_have_one_username(client: AsyncClient) -> None:
    response = await client.post(
        "/user/createWithList",
        json=[
            {
                "username": "first_user",
                "firstName": "First first name",
                "lastName": "First last name",
                "email": "First email",
                "password": "First password",
                "phone": "First phone",
                "userStatus": 7,
            },
            {
                "username": "first_user",
                "firstName": "First first name",
                "lastName": "First last name",
                "email": "First email",
                "password": "First password",
                "phone": "First phone",
                "userStatus": 7,
            },
        ],
    )

    assert_refused(response, 409)
    response = await client.get(f"/user/{'first_user'}")
    assert_refused(response, 404)


async def test_lets_every_user_of_a_list_sign_in(client: AsyncClient) -> None:
    await create_users_with_list_input(
        client,
        [
            {
                "username": "first_user",
                "firstName": "First first name",
                "lastName": "First last name",
                "email": "First email",
                "password": "First password",
                "phone": "First phone",
                "userStatus": 7,
            },
            {
                "username": "second_user",
                "firstName": "Second first name",
                "lastName": "Second last name",
                "email": "Second email",
                "password": "Second password",
                "phone": "Second phone",
                "userStatus": 8,
            },
        ],
    )

    response = await login_user(client, "second_user", "Second password")

    assert response.status_code == 200


async def test_refuses_what_is_no_list(client: AsyncClient) -> None:
    response = await client.post(
        "/user/createWithList",
        json={
            "username": "first_user",
            "firstName": "First first name",
            "lastName": "First last name",
            "email": "First email",
            "password": "First password",
            "phone": "First phone",
            "userStatus": 7,
        },
    )

    assert_invalid(response, "body")


async def test_refuses_an_empty_list(client: AsyncClient) -> None:
    response = await client.post("/user/createWithList", json=[])

    assert_invalid(response, "body")


async def test_reads_as_often_for_50_users_as_for_one(
    client: AsyncClient, counting_statements: Counting
) -> None:
    with counting_statements() as few:
        await create_users_with_list_input(client, [UserBodyFactory.build() for _ in range(1)])

    with counting_statements() as more:
        await create_users_with_list_input(client, [UserBodyFactory.build() for _ in range(50)])

    assert sum(each.startswith("SELECT") for each in more) == sum(
        each.startswith("SELECT") for each in few
    )


async def test_answers_xml(client: AsyncClient) -> None:
    response = await client.post(
        "/user/createWithList",
        json=[UserBodyFactory.build()],
        headers={"Accept": "application/xml"},
    )

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml"
    document = fromstring(response.content)
    assert document.tag == "user"
