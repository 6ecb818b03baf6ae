import pytest
from httpx import AsyncClient, Auth

from tests.api import (
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    create_menu_item,
    create_order,
    delete_menu_item,
    get_order_by_id,
    list_menu_items,
    volumes_of,
)
from tests.credentials import UNKNOWN_TO_O_AUTH2, holding_o_auth2


async def test_removes_the_menu_item(client: AsyncClient) -> None:
    menu_item = await create_menu_item(client)

    await delete_menu_item(client, menu_item["id"])

    assert (await list_menu_items(client))["items"] == []


async def test_leaves_the_other_menu_items(client: AsyncClient) -> None:
    menu_item = await create_menu_item(client)
    other_menu_item = await create_menu_item(client, volume=4.5)

    await delete_menu_item(client, menu_item["id"])

    assert volumes_of((await list_menu_items(client))["items"]) == [4.5]
    assert (await list_menu_items(client))["items"] == [other_menu_item]


async def test_cannot_be_repeated(client: AsyncClient) -> None:
    menu_item = await create_menu_item(client)
    await delete_menu_item(client, menu_item["id"])

    response = await client.delete(f"/menu/{menu_item['id']}", auth=holding_o_auth2("menu:write"))

    assert_refused(response, 404, "MenuItem not found")


async def test_keeps_a_menu_item_that_the_order_items_of_an_order_names(
    client: AsyncClient,
) -> None:
    menu_item = await create_menu_item(client)
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

    response = await client.delete(f"/menu/{menu_item['id']}", auth=holding_o_auth2("menu:write"))

    assert_refused(response, 409, "MenuItem is still in use")
    assert (await get_order_by_id(client, order_row["id"]))["orderItems"] == [
        {"menuItemId": menu_item["id"], "quantity": 5, "discount": 4, "comment": "second comment"}
    ]


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_O_AUTH2])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    menu_item = await create_menu_item(client)

    response = await client.delete(f"/menu/{menu_item['id']}", auth=auth)

    assert_unauthorized(response)


@pytest.mark.parametrize("auth", [holding_o_auth2("not-menu:write")])
async def test_needs_all_that_o_auth2_can_grant_for_it(client: AsyncClient, auth: Auth) -> None:
    menu_item = await create_menu_item(client)

    response = await client.delete(f"/menu/{menu_item['id']}", auth=auth)

    assert_refused(response, 403)


async def test_knows_no_menu_item_of_another_id(client: AsyncClient) -> None:
    menu_item = await create_menu_item(client)

    response = await client.delete(f"/menu/{menu_item['id']}x", auth=holding_o_auth2("menu:write"))

    assert_refused(response, 404, "MenuItem not found")


async def test_refuses_an_id_with_nul(client: AsyncClient) -> None:
    await create_menu_item(client)

    response = await client.delete("/menu/nul%00", auth=holding_o_auth2("menu:write"))

    assert_invalid(response, "menuItemId")
