import re

import pytest
from httpx import AsyncClient, Auth

from tests.api import (
    NOT_TEXT,
    UNSTORABLE,
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    create_menu_item,
    create_order,
    escaped,
    get_order_by_id,
)
from tests.credentials import UNKNOWN_TO_O_AUTH2, holding_o_auth2
from tests.factories import OrderBodyFactory


@pytest.mark.usefixtures("set_clock")
async def test_answers_the_new_order(client: AsyncClient) -> None:
    menu_item = await create_menu_item(client)

    response = await client.post(
        "/orders",
        json={
            "customerName": "d",
            "orderItems": [
                {
                    "menuItemId": menu_item["id"],
                    "quantity": 5,
                    "discount": 4,
                    "comment": "second comment",
                }
            ],
        },
        auth=holding_o_auth2("orders:write"),
    )

    assert response.status_code == 201
    answered = response.json()
    assert re.fullmatch("ord_[0-9a-hjkmnp-tv-z]{26}", answered.pop("id"))
    assert answered == {
        "object": "order",
        "customerName": "d",
        "status": "placed",
        "totalPrice": max(menu_item["price"] * 5 - 4, 0),
        "createdAt": "2026-01-02T03:04:05.678Z",
        "updatedAt": "2026-01-02T03:04:05.678Z",
        "orderItems": [
            {
                "menuItemId": menu_item["id"],
                "quantity": 5,
                "discount": 4,
                "comment": "second comment",
            }
        ],
    }


async def test_stores_the_order(client: AsyncClient) -> None:
    order_row = await create_order(client, customer_name="d")

    stored = await get_order_by_id(client, order_row["id"])

    assert stored["customerName"] == "d"
    assert stored == order_row


async def test_stores_the_order_items_of_a_menu_item(client: AsyncClient) -> None:
    menu_item = await create_menu_item(client)
    other_menu_item = await create_menu_item(client)
    order_row = await create_order(
        client,
        order_items=[
            {
                "menuItemId": menu_item["id"],
                "quantity": 5,
                "discount": 4,
                "comment": "second comment",
            }
        ],
    )

    seen = (await get_order_by_id(client, order_row["id"]))["orderItems"]

    assert seen == [
        {"menuItemId": menu_item["id"], "quantity": 5, "discount": 4, "comment": "second comment"}
    ]
    assert seen != [
        {
            "menuItemId": other_menu_item["id"],
            "quantity": 5,
            "discount": 4,
            "comment": "second comment",
        }
    ]


async def test_refuses_an_order_items_of_no_menu_item(client: AsyncClient) -> None:
    menu_item = await create_menu_item(client)

    response = await client.post(
        "/orders",
        json={
            **OrderBodyFactory.build(
                order_items=[
                    {
                        "menuItemId": menu_item["id"],
                        "quantity": 5,
                        "discount": 4,
                        "comment": "second comment",
                    }
                ]
            ),
            "orderItems": [
                {
                    "menuItemId": menu_item["id"],
                    "quantity": 5,
                    "discount": 4,
                    "comment": "second comment",
                },
                {
                    "menuItemId": "Fourth menu item id",
                    "quantity": 5,
                    "discount": 4,
                    "comment": "second comment",
                },
            ],
        },
        auth=holding_o_auth2("orders:write"),
    )

    assert_invalid(response, "orderItems.1.menuItemId", because="names no MenuItem")


async def test_sums_order_items_up(client: AsyncClient) -> None:
    menu_item = await create_menu_item(client, price=250)
    other_menu_item = await create_menu_item(client, price=1000)
    order_row = await create_order(
        client,
        order_items=[
            {"menuItemId": menu_item["id"], "quantity": 3, "discount": 20},
            {"menuItemId": other_menu_item["id"], "quantity": 1, "discount": 1500},
        ],
    )

    assert order_row["totalPrice"] == 730

    assert (await get_order_by_id(client, order_row["id"]))["totalPrice"] == 730


async def test_refuses_order_items_that_come_to_more_than_can_be_kept(client: AsyncClient) -> None:
    menu_item = await create_menu_item(client, price=250)
    other_menu_item = await create_menu_item(client, price=1000)
    menu_item = await create_menu_item(client)

    response = await client.post(
        "/orders",
        json={
            **OrderBodyFactory.build(
                order_items=[
                    {
                        "menuItemId": menu_item["id"],
                        "quantity": 5,
                        "discount": 4,
                        "comment": "second comment",
                    }
                ]
            ),
            "orderItems": [
                {"menuItemId": other_menu_item["id"], "quantity": 2**62, "discount": 1500}
            ],
        },
        auth=holding_o_auth2("orders:write"),
    )

    assert_invalid(response, "orderItems", because="comes to more than can be kept")


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_O_AUTH2])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    menu_item = await create_menu_item(client)

    response = await client.post(
        "/orders",
        json=OrderBodyFactory.build(
            order_items=[
                {
                    "menuItemId": menu_item["id"],
                    "quantity": 5,
                    "discount": 4,
                    "comment": "second comment",
                }
            ]
        ),
        auth=auth,
    )

    assert_unauthorized(response)


@pytest.mark.parametrize("auth", [holding_o_auth2("not-orders:write")])
async def test_needs_all_that_o_auth2_can_grant_for_it(client: AsyncClient, auth: Auth) -> None:
    menu_item = await create_menu_item(client)

    response = await client.post(
        "/orders",
        json=OrderBodyFactory.build(
            order_items=[
                {
                    "menuItemId": menu_item["id"],
                    "quantity": 5,
                    "discount": 4,
                    "comment": "second comment",
                }
            ]
        ),
        auth=auth,
    )

    assert_refused(response, 403)


@pytest.mark.parametrize("field", ["customerName", "orderItems"])
async def test_refuses_a_missing_field(client: AsyncClient, field: str) -> None:
    menu_item = await create_menu_item(client)
    details = {
        **OrderBodyFactory.build(
            order_items=[
                {
                    "menuItemId": menu_item["id"],
                    "quantity": 5,
                    "discount": 4,
                    "comment": "second comment",
                }
            ]
        )
    }
    del details[field]

    response = await client.post("/orders", json=details, auth=holding_o_auth2("orders:write"))

    assert_invalid(response, field)


async def test_names_every_missing_field(client: AsyncClient) -> None:
    response = await client.post("/orders", json={}, auth=holding_o_auth2("orders:write"))

    assert_invalid(response, "customerName", "orderItems")


async def test_refuses_a_body_that_is_no_json(client: AsyncClient) -> None:
    response = await client.post("/orders", content=b"{", auth=holding_o_auth2("orders:write"))

    assert_invalid(response, "body")


async def test_refuses_a_body_that_is_no_object(client: AsyncClient) -> None:
    response = await client.post("/orders", content=b"[]", auth=holding_o_auth2("orders:write"))

    assert_invalid(response, "body")


@pytest.mark.parametrize("value", NOT_TEXT)
@pytest.mark.parametrize("field", ["customerName"])
async def test_refuses_a_field_that_is_no_text(
    client: AsyncClient, value: object, field: str
) -> None:
    menu_item = await create_menu_item(client)

    response = await client.post(
        "/orders",
        json={
            **OrderBodyFactory.build(
                order_items=[
                    {
                        "menuItemId": menu_item["id"],
                        "quantity": 5,
                        "discount": 4,
                        "comment": "second comment",
                    }
                ]
            ),
            field: value,
        },
        auth=holding_o_auth2("orders:write"),
    )

    assert_invalid(response, field)


@pytest.mark.parametrize(
    ("field", "value"),
    [("orderItems", "text"), ("orderItems", 1), ("orderItems", {"text": "text"})],
)
async def test_refuses_a_value_of_another_type(
    client: AsyncClient, field: str, value: object
) -> None:
    menu_item = await create_menu_item(client)

    response = await client.post(
        "/orders",
        json={
            **OrderBodyFactory.build(
                order_items=[
                    {
                        "menuItemId": menu_item["id"],
                        "quantity": 5,
                        "discount": 4,
                        "comment": "second comment",
                    }
                ]
            ),
            field: value,
        },
        auth=holding_o_auth2("orders:write"),
    )

    assert_invalid(response, field)


@pytest.mark.parametrize("field", ["customerName", "orderItems"])
async def test_refuses_null(client: AsyncClient, field: str) -> None:
    menu_item = await create_menu_item(client)

    response = await client.post(
        "/orders",
        json={
            **OrderBodyFactory.build(
                order_items=[
                    {
                        "menuItemId": menu_item["id"],
                        "quantity": 5,
                        "discount": 4,
                        "comment": "second comment",
                    }
                ]
            ),
            field: None,
        },
        auth=holding_o_auth2("orders:write"),
    )

    assert_invalid(response, field)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("orderItems.0", ["text"]),
        ("orderItems.0", [1]),
        ("orderItems.0", [["text"]]),
        ("orderItems.0.menuItemId", [{"quantity": 5, "discount": 4, "comment": "second comment"}]),
        (
            "orderItems.0.menuItemId",
            [{"menuItemId": None, "quantity": 5, "discount": 4, "comment": "second comment"}],
        ),
        (
            "orderItems.0.quantity",
            [{"menuItemId": "second menuItemId", "discount": 4, "comment": "second comment"}],
        ),
        (
            "orderItems.0.quantity",
            [
                {
                    "menuItemId": "second menuItemId",
                    "quantity": "1",
                    "discount": 4,
                    "comment": "second comment",
                }
            ],
        ),
        (
            "orderItems.0.quantity",
            [
                {
                    "menuItemId": "second menuItemId",
                    "quantity": 1.5,
                    "discount": 4,
                    "comment": "second comment",
                }
            ],
        ),
        (
            "orderItems.0.quantity",
            [
                {
                    "menuItemId": "second menuItemId",
                    "quantity": 0,
                    "discount": 4,
                    "comment": "second comment",
                }
            ],
        ),
        (
            "orderItems.0.quantity",
            [
                {
                    "menuItemId": "second menuItemId",
                    "quantity": None,
                    "discount": 4,
                    "comment": "second comment",
                }
            ],
        ),
        (
            "orderItems.0.discount",
            [
                {
                    "menuItemId": "second menuItemId",
                    "quantity": 5,
                    "discount": "1",
                    "comment": "second comment",
                }
            ],
        ),
        (
            "orderItems.0.discount",
            [
                {
                    "menuItemId": "second menuItemId",
                    "quantity": 5,
                    "discount": 1.5,
                    "comment": "second comment",
                }
            ],
        ),
        (
            "orderItems.0.discount",
            [
                {
                    "menuItemId": "second menuItemId",
                    "quantity": 5,
                    "discount": -1,
                    "comment": "second comment",
                }
            ],
        ),
        (
            "orderItems.0.discount",
            [
                {
                    "menuItemId": "second menuItemId",
                    "quantity": 5,
                    "discount": None,
                    "comment": "second comment",
                }
            ],
        ),
        (
            "orderItems.0.comment",
            [{"menuItemId": "second menuItemId", "quantity": 5, "discount": 4, "comment": None}],
        ),
        ("orderItems.0", [None]),
        ("orderItems", []),
    ],
)
async def test_refuses_a_fault_in_order_items(
    client: AsyncClient, place: str, value: object
) -> None:
    menu_item = await create_menu_item(client)

    response = await client.post(
        "/orders",
        json={
            **OrderBodyFactory.build(
                order_items=[
                    {
                        "menuItemId": menu_item["id"],
                        "quantity": 5,
                        "discount": 4,
                        "comment": "second comment",
                    }
                ]
            ),
            "orderItems": value,
        },
        auth=holding_o_auth2("orders:write"),
    )

    assert_invalid(response, place)


@pytest.mark.parametrize("value", UNSTORABLE)
async def test_refuses_text_in_order_items_that_cannot_be_stored(
    client: AsyncClient, value: str
) -> None:
    menu_item = await create_menu_item(client)

    response = await client.post(
        "/orders",
        content=escaped(
            {
                **OrderBodyFactory.build(
                    order_items=[
                        {
                            "menuItemId": menu_item["id"],
                            "quantity": 5,
                            "discount": 4,
                            "comment": "second comment",
                        }
                    ]
                ),
                "orderItems": [{"quantity": 4, "menuItemId": value}],
            }
        ),
        auth=holding_o_auth2("orders:write"),
    )

    assert_invalid(
        response, "orderItems.0.menuItemId", because="must not contain NUL or lone surrogates"
    )
