import pytest
from httpx import AsyncClient, Auth

from tests.api import (
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    create_menu_item,
    create_order,
)
from tests.conftest import Counting
from tests.credentials import UNKNOWN_TO_O_AUTH2, holding_o_auth2


async def test_answers_the_lines_of_an_order_with_what_they_name(client: AsyncClient) -> None:
    menu_item = await create_menu_item(client)
    other_menu_item = await create_menu_item(client)
    order_row = await create_order(
        client,
        order_items=[
            {
                "menuItemId": other_menu_item["id"],
                "quantity": 5,
                "discount": 4,
                "comment": "second comment",
            },
            {
                "menuItemId": menu_item["id"],
                "quantity": 4,
                "discount": 3,
                "comment": "first comment",
            },
        ],
    )

    response = await client.get(
        "/order-items",
        params={"filter": f"orderId:{order_row['id']}"},
        auth=holding_o_auth2("orders:read"),
    )

    assert response.status_code == 200
    assert response.json() == [
        {"menuItem": other_menu_item, "quantity": 5, "discount": 4, "comment": "second comment"},
        {"menuItem": menu_item, "quantity": 4, "discount": 3, "comment": "first comment"},
    ]


async def test_answers_no_lines_of_other_orders(client: AsyncClient) -> None:
    menu_item = await create_menu_item(client)
    other_menu_item = await create_menu_item(client)
    order_row = await create_order(
        client,
        order_items=[
            {
                "menuItemId": menu_item["id"],
                "quantity": 4,
                "discount": 3,
                "comment": "first comment",
            }
        ],
    )
    other_order_row = await create_order(
        client,
        order_items=[
            {
                "menuItemId": other_menu_item["id"],
                "quantity": 5,
                "discount": 4,
                "comment": "second comment",
            },
            {
                "menuItemId": menu_item["id"],
                "quantity": 4,
                "discount": 3,
                "comment": "first comment",
            },
        ],
    )

    response = await client.get(
        "/order-items",
        params={"filter": f"orderId:{order_row['id']}"},
        auth=holding_o_auth2("orders:read"),
    )

    assert response.json() == [
        {"menuItem": menu_item, "quantity": 4, "discount": 3, "comment": "first comment"}
    ]
    assert (
        len(
            (
                await client.get(
                    "/order-items",
                    params={"filter": f"orderId:{order_row['id']},{other_order_row['id']}"},
                    auth=holding_o_auth2("orders:read"),
                )
            ).json()
        )
        == 3
    )


async def test_asks_as_much_for_many_lines_as_for_one(
    client: AsyncClient, counting_statements: Counting
) -> None:
    menu_item = await create_menu_item(client)
    other_menu_item = await create_menu_item(client)
    order_row = await create_order(
        client,
        order_items=[
            {
                "menuItemId": menu_item["id"],
                "quantity": 4,
                "discount": 3,
                "comment": "first comment",
            }
        ],
    )

    with counting_statements() as for_one:
        assert (
            len(
                (
                    await client.get(
                        "/order-items",
                        params={"filter": f"orderId:{order_row['id']}"},
                        auth=holding_o_auth2("orders:read"),
                    )
                ).json()
            )
            == 1
        )

    other_order_row = await create_order(
        client,
        order_items=[
            {
                "menuItemId": menu_item["id"],
                "quantity": 4,
                "discount": 3,
                "comment": "first comment",
            },
            {
                "menuItemId": other_menu_item["id"],
                "quantity": 5,
                "discount": 4,
                "comment": "second comment",
            },
            {
                "menuItemId": menu_item["id"],
                "quantity": 4,
                "discount": 3,
                "comment": "first comment",
            },
        ],
    )

    with counting_statements() as for_many:
        assert (
            len(
                (
                    await client.get(
                        "/order-items",
                        params={"filter": f"orderId:{other_order_row['id']}"},
                        auth=holding_o_auth2("orders:read"),
                    )
                ).json()
            )
            == 3
        )

    assert len(for_many) == len(for_one)


async def test_refuses_filter_that_is_no_pair(client: AsyncClient) -> None:
    response = await client.get(
        "/order-items", params={"filter": "nonsense"}, auth=holding_o_auth2("orders:read")
    )

    assert_refused(response, 400)


async def test_needs_filter(client: AsyncClient) -> None:
    response = await client.get("/order-items", auth=holding_o_auth2("orders:read"))

    assert_invalid(response, "filter")


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_O_AUTH2])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    response = await client.get("/order-items", auth=auth)

    assert_unauthorized(response)


@pytest.mark.parametrize("auth", [holding_o_auth2("not-orders:read")])
async def test_needs_all_that_o_auth2_can_grant_for_it(client: AsyncClient, auth: Auth) -> None:
    response = await client.get("/order-items", auth=auth)

    assert_refused(response, 403)
