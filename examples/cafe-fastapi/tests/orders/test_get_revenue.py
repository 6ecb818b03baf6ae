import pytest
from httpx import AsyncClient, Auth

from tests.api import (
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    create_menu_item,
    create_order,
    update_order,
)
from tests.conftest import SetClock
from tests.credentials import (
    UNKNOWN_TO_API_KEY,
    UNKNOWN_TO_O_AUTH2,
    holding_api_key,
    holding_o_auth2,
)


@pytest.mark.usefixtures("set_clock")
async def test_is_nothing_where_there_are_no_orders(client: AsyncClient) -> None:
    await create_menu_item(client, price=250)

    response = await client.get("/revenue", auth=holding_api_key())

    assert response.status_code == 200
    assert response.json() == {
        "revenue": 0,
        "averageOrderAmount": 0,
        "totalOrders": 0,
        "placedOrders": 0,
        "preparingOrders": 0,
        "completedOrders": 0,
        "canceledOrders": 0,
        "startDate": "2025-12-03T03:04:05.678Z",
        "endDate": "2026-01-02T03:04:05.678Z",
    }


@pytest.mark.usefixtures("set_clock")
async def test_tells_what_orders_come_to(client: AsyncClient) -> None:
    menu_item = await create_menu_item(client, price=250)

    await create_order(
        client, order_items=[{"menuItemId": menu_item["id"], "quantity": 3, "discount": 20}]
    )
    order_row = await create_order(
        client,
        order_items=[
            {"menuItemId": menu_item["id"], "quantity": 3, "discount": 20},
            {"menuItemId": menu_item["id"], "quantity": 3, "discount": 20},
        ],
    )
    await update_order(client, order_row["id"], {"status": "preparing"})
    order_row = await create_order(
        client,
        order_items=[
            {"menuItemId": menu_item["id"], "quantity": 3, "discount": 20},
            {"menuItemId": menu_item["id"], "quantity": 3, "discount": 20},
            {"menuItemId": menu_item["id"], "quantity": 3, "discount": 20},
        ],
    )
    await update_order(client, order_row["id"], {"status": "completed"})
    order_row = await create_order(
        client,
        order_items=[
            {"menuItemId": menu_item["id"], "quantity": 3, "discount": 20},
            {"menuItemId": menu_item["id"], "quantity": 3, "discount": 20},
            {"menuItemId": menu_item["id"], "quantity": 3, "discount": 20},
            {"menuItemId": menu_item["id"], "quantity": 3, "discount": 20},
        ],
    )
    await update_order(client, order_row["id"], {"status": "completed"})
    order_row = await create_order(
        client,
        order_items=[
            {"menuItemId": menu_item["id"], "quantity": 3, "discount": 20},
            {"menuItemId": menu_item["id"], "quantity": 3, "discount": 20},
            {"menuItemId": menu_item["id"], "quantity": 3, "discount": 20},
            {"menuItemId": menu_item["id"], "quantity": 3, "discount": 20},
            {"menuItemId": menu_item["id"], "quantity": 3, "discount": 20},
        ],
    )
    await update_order(client, order_row["id"], {"status": "canceled"})

    response = await client.get("/revenue", auth=holding_api_key())

    assert response.json() == {
        "revenue": 5110,
        "averageOrderAmount": 2555,
        "totalOrders": 5,
        "placedOrders": 1,
        "preparingOrders": 1,
        "completedOrders": 2,
        "canceledOrders": 1,
        "startDate": "2025-12-03T03:04:05.678Z",
        "endDate": "2026-01-02T03:04:05.678Z",
    }


async def test_tells_only_of_its_range(client: AsyncClient, set_clock: SetClock) -> None:
    menu_item = await create_menu_item(client, price=250)

    await create_order(
        client, order_items=[{"menuItemId": menu_item["id"], "quantity": 3, "discount": 20}]
    )
    set_clock.advance(minutes=30)
    await create_order(
        client, order_items=[{"menuItemId": menu_item["id"], "quantity": 3, "discount": 20}]
    )

    assert (
        await client.get(
            "/revenue",
            params={"startDate": "2026-01-02T03:04:05Z", "endDate": "2026-01-02T03:34:06Z"},
            auth=holding_api_key(),
        )
    ).json()["totalOrders"] == 2
    assert (
        await client.get(
            "/revenue",
            params={"startDate": "2026-01-02T03:04:06Z", "endDate": "2026-01-02T03:34:06Z"},
            auth=holding_api_key(),
        )
    ).json()["totalOrders"] == 1
    assert (
        await client.get(
            "/revenue",
            params={"startDate": "2026-01-02T03:04:05Z", "endDate": "2026-01-02T03:34:05Z"},
            auth=holding_api_key(),
        )
    ).json()["totalOrders"] == 1
    assert (
        await client.get(
            "/revenue",
            params={
                "startDate": "2026-01-02T03:34:05.678901Z",
                "endDate": "2026-01-02T03:34:05.678901Z",
            },
            auth=holding_api_key(),
        )
    ).json()["totalOrders"] == 1
    assert (
        await client.get(
            "/revenue",
            params={
                "startDate": "2026-01-02T04:04:05+01:00",
                "endDate": "2026-01-02T04:04:06+01:00",
            },
            auth=holding_api_key(),
        )
    ).json()["totalOrders"] == 1
    assert (
        await client.get(
            "/revenue",
            params={"startDate": "2026-01-02T03:34:06Z", "endDate": "2026-01-02T03:04:05Z"},
            auth=holding_api_key(),
        )
    ).json()["totalOrders"] == 0


@pytest.mark.parametrize("value", ["yesterday", "2026-02-30T00:00:00Z", "2026-01-02"])
async def test_refuses_start_date_that_is_no_moment(client: AsyncClient, value: str) -> None:
    response = await client.get("/revenue", params={"startDate": value}, auth=holding_api_key())

    assert_invalid(response, "startDate")


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_API_KEY, *UNKNOWN_TO_O_AUTH2])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    response = await client.get("/revenue", auth=auth)

    assert_unauthorized(response)


async def test_lets_in_whoever_holds_o_auth2(client: AsyncClient) -> None:
    response = await client.get("/revenue", auth=holding_o_auth2("revenue:read"))

    assert response.status_code == 200


@pytest.mark.parametrize("auth", [holding_o_auth2("not-revenue:read")])
async def test_needs_all_that_o_auth2_can_grant_for_it(client: AsyncClient, auth: Auth) -> None:
    response = await client.get("/revenue", auth=auth)

    assert_refused(response, 403)
