import pytest
from httpx import AsyncClient, Auth

from tests.api import (
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    create_order,
    delete_order,
    get_order_by_id,
    list_orders,
)
from tests.credentials import UNKNOWN_TO_O_AUTH2, holding_o_auth2


async def test_removes_the_order(client: AsyncClient) -> None:
    order_row = await create_order(client)

    await delete_order(client, order_row["id"])

    assert_refused(
        await client.get(f"/orders/{order_row['id']}", auth=holding_o_auth2("orders:read")), 404
    )
    assert (await list_orders(client))["items"] == []


async def test_leaves_the_other_orders(client: AsyncClient) -> None:
    order_row = await create_order(client)
    other_order_row = await create_order(client, customer_name="d")

    await delete_order(client, order_row["id"])

    assert (await get_order_by_id(client, other_order_row["id"]))["customerName"] == "d"
    assert await get_order_by_id(client, other_order_row["id"]) == other_order_row
    assert (
        await client.get(f"/orders/{order_row['id']}", auth=holding_o_auth2("orders:read"))
    ).status_code == 404


async def test_cannot_be_repeated(client: AsyncClient) -> None:
    order_row = await create_order(client)
    await delete_order(client, order_row["id"])

    response = await client.delete(
        f"/orders/{order_row['id']}", auth=holding_o_auth2("orders:write")
    )

    assert_refused(response, 404, "Order not found")


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_O_AUTH2])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    order_row = await create_order(client)

    response = await client.delete(f"/orders/{order_row['id']}", auth=auth)

    assert_unauthorized(response)


@pytest.mark.parametrize("auth", [holding_o_auth2("not-orders:write")])
async def test_needs_all_that_o_auth2_can_grant_for_it(client: AsyncClient, auth: Auth) -> None:
    order_row = await create_order(client)

    response = await client.delete(f"/orders/{order_row['id']}", auth=auth)

    assert_refused(response, 403)


async def test_knows_no_order_of_another_id(client: AsyncClient) -> None:
    order_row = await create_order(client)

    response = await client.delete(
        f"/orders/{order_row['id']}x", auth=holding_o_auth2("orders:write")
    )

    assert_refused(response, 404, "Order not found")


async def test_refuses_an_id_with_nul(client: AsyncClient) -> None:
    await create_order(client)

    response = await client.delete("/orders/nul%00", auth=holding_o_auth2("orders:write"))

    assert_invalid(response, "orderId")
