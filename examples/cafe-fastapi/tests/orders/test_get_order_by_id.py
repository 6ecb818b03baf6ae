import pytest
from httpx import AsyncClient, Auth

from tests.api import assert_invalid, assert_refused, assert_unauthorized, create_order
from tests.credentials import UNKNOWN_TO_O_AUTH2, holding_o_auth2


@pytest.mark.usefixtures("set_clock")
async def test_answers_the_order_of_the_id(client: AsyncClient) -> None:
    order_row = await create_order(client, customer_name="d")

    response = await client.get(f"/orders/{order_row['id']}", auth=holding_o_auth2("orders:read"))

    assert response.status_code == 200
    answered = response.json()
    assert answered.pop("id") == order_row["id"]
    assert answered.pop("totalPrice") == order_row["totalPrice"]
    assert answered == {
        "object": "order",
        "customerName": "d",
        "status": "placed",
        "createdAt": "2026-01-02T03:04:05.678Z",
        "updatedAt": "2026-01-02T03:04:05.678Z",
        "orderItems": order_row["orderItems"],
    }


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_O_AUTH2])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    order_row = await create_order(client)

    response = await client.get(f"/orders/{order_row['id']}", auth=auth)

    assert_unauthorized(response)


@pytest.mark.parametrize("auth", [holding_o_auth2("not-orders:read")])
async def test_needs_all_that_o_auth2_can_grant_for_it(client: AsyncClient, auth: Auth) -> None:
    order_row = await create_order(client)

    response = await client.get(f"/orders/{order_row['id']}", auth=auth)

    assert_refused(response, 403)


async def test_knows_no_order_of_another_id(client: AsyncClient) -> None:
    order_row = await create_order(client)

    response = await client.get(f"/orders/{order_row['id']}x", auth=holding_o_auth2("orders:read"))

    assert_refused(response, 404, "Order not found")


async def test_refuses_an_id_with_nul(client: AsyncClient) -> None:
    await create_order(client)

    response = await client.get("/orders/nul%00", auth=holding_o_auth2("orders:read"))

    assert_invalid(response, "orderId")
