import asyncio
import re

import pytest
from httpx import AsyncClient, Auth

from tests.api import (
    all_calories_of,
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    categories_of,
    contains_caffeines_of,
    create_menu_item,
    form,
    list_menu_items,
    names_of,
    photo_text_descriptions_of,
    prices_of,
    volumes_of,
)
from tests.credentials import UNKNOWN_TO_O_AUTH2, holding_o_auth2
from tests.factories import MenuItemBodyFactory


@pytest.mark.usefixtures("set_clock")
async def test_answers_the_new_menu_item(client: AsyncClient) -> None:
    response = await client.post(
        "/menu",
        files=form(
            {
                "category": "beverage",
                "volume": 4.5,
                "containsCaffeine": True,
                "name": "First name",
                "price": 3,
                "photoTextDescription": "First photo text description",
            }
        ),
        auth=holding_o_auth2("menu:write"),
    )

    assert response.status_code == 201
    answered = response.json()
    assert re.fullmatch("prd_[0-9a-hjkmnp-tv-z]{26}", answered.pop("id"))
    assert answered == {
        "category": "beverage",
        "volume": 4.5,
        "containsCaffeine": True,
        "createdAt": "2026-01-02T03:04:05.678Z",
        "updatedAt": "2026-01-02T03:04:05.678Z",
        "object": "menuItem",
        "name": "First name",
        "price": 3,
        "photoTextDescription": "First photo text description",
    }


async def test_stores_the_menu_item(client: AsyncClient) -> None:
    menu_item = await create_menu_item(
        client,
        category="beverage",
        volume=4.5,
        contains_caffeine=True,
        name="First name",
        price=3,
        photo_text_description="First photo text description",
    )

    stored = (await list_menu_items(client))["items"]

    assert categories_of(stored) == ["beverage"]
    assert volumes_of(stored) == [4.5]
    assert contains_caffeines_of(stored) == [True]
    assert names_of(stored) == ["First name"]
    assert prices_of(stored) == [3]
    assert photo_text_descriptions_of(stored) == ["First photo text description"]
    assert stored == [menu_item]


async def test_needs_no_photo_text_description(client: AsyncClient) -> None:
    await create_menu_item(client, volume=4.5)

    stored = (await list_menu_items(client))["items"]

    assert volumes_of(stored) == [4.5]
    assert photo_text_descriptions_of(stored) == [None]


@pytest.mark.parametrize("value", [1])
async def test_accepts_a_volume_at_its_bounds(client: AsyncClient, value: float) -> None:
    await create_menu_item(client, name="First name", volume=value)

    stored = (await list_menu_items(client))["items"]

    assert names_of(stored) == ["First name"]
    assert volumes_of(stored) == [value]


async def test_accepts_the_longest_name(client: AsyncClient) -> None:
    await create_menu_item(client, name="x" * 50)

    assert names_of((await list_menu_items(client))["items"]) == ["x" * 50]


@pytest.mark.parametrize("value", [0, 2**63 - 1])
async def test_accepts_a_price_at_its_bounds(client: AsyncClient, value: float) -> None:
    await create_menu_item(client, name="First name", price=value)

    stored = (await list_menu_items(client))["items"]

    assert names_of(stored) == ["First name"]
    assert prices_of(stored) == [value]


async def test_accepts_empty_text(client: AsyncClient) -> None:
    await create_menu_item(client, photo_text_description="")

    stored = (await list_menu_items(client))["items"]

    assert photo_text_descriptions_of(stored) == [""]


async def test_accepts_text_of_any_script(client: AsyncClient) -> None:
    await create_menu_item(client, photo_text_description="Ünïcödé 文字 🐉")

    stored = (await list_menu_items(client))["items"]

    assert photo_text_descriptions_of(stored) == ["Ünïcödé 文字 🐉"]


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_O_AUTH2])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    response = await client.post("/menu", files=form(MenuItemBodyFactory.build()), auth=auth)

    assert_unauthorized(response)


@pytest.mark.parametrize("auth", [holding_o_auth2("not-menu:write")])
async def test_needs_all_that_o_auth2_can_grant_for_it(client: AsyncClient, auth: Auth) -> None:
    response = await client.post("/menu", files=form(MenuItemBodyFactory.build()), auth=auth)

    assert_refused(response, 403)


@pytest.mark.parametrize("field", ["category", "volume", "containsCaffeine", "name", "price"])
async def test_refuses_a_missing_field(client: AsyncClient, field: str) -> None:
    details = {**MenuItemBodyFactory.build()}
    del details[field]

    response = await client.post("/menu", files=form(details), auth=holding_o_auth2("menu:write"))

    assert_invalid(response, field)


async def test_refuses_a_body_that_is_no_form(client: AsyncClient) -> None:
    response = await client.post(
        "/menu",
        content=b"no parts",
        headers={"Content-Type": "multipart/form-data; boundary=other"},
        auth=holding_o_auth2("menu:write"),
    )

    assert_invalid(response, "body")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("category", "no such value"),
        ("volume", "text"),
        ("volume", "true"),
        ("volume", "NaN"),
        ("containsCaffeine", "text"),
        ("containsCaffeine", "yes"),
        ("containsCaffeine", "1"),
        ("containsCaffeine", "True"),
        ("price", "text"),
        ("price", "1.5"),
        ("price", "true"),
        ("price", "1_0"),
        ("price", "007"),
    ],
)
async def test_refuses_a_value_of_another_type(client: AsyncClient, field: str, value: str) -> None:
    response = await client.post(
        "/menu",
        files=form({**MenuItemBodyFactory.build(), field: value}),
        auth=holding_o_auth2("menu:write"),
    )

    assert_invalid(response, field)


@pytest.mark.parametrize("field", ["name", "photoTextDescription"])
async def test_refuses_text_with_nul(client: AsyncClient, field: str) -> None:
    response = await client.post(
        "/menu",
        files=form({**MenuItemBodyFactory.build(), field: "nul\0"}),
        auth=holding_o_auth2("menu:write"),
    )

    assert_invalid(response, field)


async def test_refuses_photo_that_is_no_file(client: AsyncClient) -> None:
    response = await client.post(
        "/menu",
        files=form({**MenuItemBodyFactory.build(), "photo": "text"}),
        auth=holding_o_auth2("menu:write"),
    )

    assert_invalid(response, "photo", because="must be a file that is not empty")


async def test_refuses_photo_without_a_byte(client: AsyncClient) -> None:
    response = await client.post(
        "/menu",
        files=form({**MenuItemBodyFactory.build(), "photo": b""}),
        auth=holding_o_auth2("menu:write"),
    )

    assert_invalid(response, "photo", because="must be a file that is not empty")


async def test_refuses_a_large_photo(client: AsyncClient) -> None:
    response = await client.post(
        "/menu",
        files=form(
            {
                **MenuItemBodyFactory.build(),
                "photo": b"\x89PNG\r\n\x1a\nfirst".ljust(1000000, b"\0"),
            }
        ),
        auth=holding_o_auth2("menu:write"),
    )

    assert_invalid(response, "photo")


async def test_refuses_photo_of_another_type(client: AsyncClient) -> None:
    response = await client.post(
        "/menu",
        files=form({**MenuItemBodyFactory.build(), "photo": b"of no such type"}),
        auth=holding_o_auth2("menu:write"),
    )

    assert_invalid(response, "photo")


@pytest.mark.parametrize(("field", "length"), [("name", 51)])
async def test_refuses_text_that_is_too_long(client: AsyncClient, field: str, length: int) -> None:
    response = await client.post(
        "/menu",
        files=form({**MenuItemBodyFactory.build(), field: "x" * length}),
        auth=holding_o_auth2("menu:write"),
    )

    assert_invalid(response, field)


@pytest.mark.parametrize(("field", "length"), [("name", 0)])
async def test_refuses_text_that_is_too_short(client: AsyncClient, field: str, length: int) -> None:
    response = await client.post(
        "/menu",
        files=form({**MenuItemBodyFactory.build(), field: "x" * length}),
        auth=holding_o_auth2("menu:write"),
    )

    assert_invalid(response, field)


@pytest.mark.parametrize(("field", "value"), [("volume", 0), ("price", -1), ("price", 2**63)])
async def test_refuses_a_number_out_of_bounds(
    client: AsyncClient, field: str, value: float
) -> None:
    response = await client.post(
        "/menu",
        files=form({**MenuItemBodyFactory.build(), field: value}),
        auth=holding_o_auth2("menu:write"),
    )

    assert_invalid(response, field)


async def test_refuses_a_name_that_is_taken(client: AsyncClient) -> None:
    await create_menu_item(client, name="First name")

    response = await client.post(
        "/menu",
        files=form({**MenuItemBodyFactory.build(), "name": "First name"}),
        auth=holding_o_auth2("menu:write"),
    )

    assert_refused(response, 409)


async def test_lets_one_of_many_at_once_have_a_name(committing_client: AsyncClient) -> None:
    responses = await asyncio.gather(
        *(
            committing_client.post(
                "/menu",
                files=form({**MenuItemBodyFactory.build(), "name": "First name"}),
                auth=holding_o_auth2("menu:write"),
            )
            for _ in range(3)
        )
    )

    assert sorted(response.status_code for response in responses) == [201, 409, 409]


async def test_keeps_a_dessert(client: AsyncClient) -> None:
    response = await client.post(
        "/menu",
        files=form(
            {
                "category": "dessert",
                "calories": 4.5,
                "name": "First name",
                "price": 3,
                "photoTextDescription": "First photo text description",
            }
        ),
        auth=holding_o_auth2("menu:write"),
    )

    assert response.status_code == 201

    stored = (await list_menu_items(client))["items"]

    assert categories_of(stored) == ["dessert"]
    assert all_calories_of(stored) == [4.5]
    assert names_of(stored) == ["First name"]
    assert prices_of(stored) == [3]
    assert photo_text_descriptions_of(stored) == ["First photo text description"]
    assert all("volume" not in each for each in stored)
    assert all("containsCaffeine" not in each for each in stored)


@pytest.mark.parametrize("field", ["category", "calories", "name", "price"])
async def test_refuses_a_dessert_without_what_it_must_have(client: AsyncClient, field: str) -> None:
    details: dict[str, object] = {
        "category": "dessert",
        "calories": 4.5,
        "name": "First name",
        "price": 3,
        "photoTextDescription": "First photo text description",
    }
    del details[field]

    response = await client.post("/menu", files=form(details), auth=holding_o_auth2("menu:write"))

    assert_invalid(response, field)
