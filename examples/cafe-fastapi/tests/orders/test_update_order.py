import pytest
from httpx import AsyncClient, Auth

from tests.api import (
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    create_order,
    get_order_by_id,
    update_order,
)
from tests.conftest import SetClock
from tests.credentials import UNKNOWN_TO_O_AUTH2, holding_o_auth2


@pytest.mark.parametrize(("field", "value"), [("status", "completed")])
async def test_stores_a_field_and_leaves_the_others(
    client: AsyncClient, set_clock: SetClock, field: str, value: object
) -> None:
    order_row = await create_order(client)
    set_clock.advance(minutes=30)

    await update_order(client, order_row["id"], {field: value})

    assert await get_order_by_id(client, order_row["id"]) == {
        **order_row,
        "updatedAt": "2026-01-02T03:34:05.678Z",
        field: value,
    }


async def test_answers_the_changed_order(client: AsyncClient, set_clock: SetClock) -> None:
    order_row = await create_order(client)
    changes = {"status": "completed"}
    set_clock.advance(minutes=30)

    answered = await update_order(client, order_row["id"], changes)

    assert answered == {**order_row, **changes, "updatedAt": "2026-01-02T03:34:05.678Z"}


async def test_changes_no_other_order(client: AsyncClient) -> None:
    order_row = await create_order(client)
    other_order_row = await create_order(client)

    await update_order(client, order_row["id"], {"status": "completed"})

    assert (await get_order_by_id(client, order_row["id"]))["status"] == "completed"
    assert await get_order_by_id(client, other_order_row["id"]) == other_order_row


async def test_leaves_an_order_that_stays_the_same(
    client: AsyncClient, set_clock: SetClock
) -> None:
    order_row = await create_order(client)
    order_row = await update_order(client, order_row["id"], {"status": "preparing"})
    assert order_row["status"] == "preparing"
    set_clock.advance(minutes=30)

    await update_order(client, order_row["id"], {"status": order_row["status"]})

    assert await get_order_by_id(client, order_row["id"]) == order_row


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_O_AUTH2])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    order_row = await create_order(client)

    response = await client.patch(
        f"/orders/{order_row['id']}", json={"status": "preparing"}, auth=auth
    )

    assert_unauthorized(response)


@pytest.mark.parametrize("auth", [holding_o_auth2("not-orders:write")])
async def test_needs_all_that_o_auth2_can_grant_for_it(client: AsyncClient, auth: Auth) -> None:
    order_row = await create_order(client)

    response = await client.patch(
        f"/orders/{order_row['id']}", json={"status": "preparing"}, auth=auth
    )

    assert_refused(response, 403)


async def test_knows_no_order_of_another_id(client: AsyncClient) -> None:
    order_row = await create_order(client)

    response = await client.patch(
        f"/orders/{order_row['id']}x",
        json={"status": "preparing"},
        auth=holding_o_auth2("orders:write"),
    )

    assert_refused(response, 404, "Order not found")


async def test_refuses_an_id_with_nul(client: AsyncClient) -> None:
    await create_order(client)

    response = await client.patch(
        "/orders/nul%00", json={"status": "preparing"}, auth=holding_o_auth2("orders:write")
    )

    assert_invalid(response, "orderId")


@pytest.mark.parametrize("field", ["status"])
async def test_refuses_a_missing_field(client: AsyncClient, field: str) -> None:
    order_row = await create_order(client)
    details = {"status": "preparing"}
    del details[field]

    response = await client.patch(
        f"/orders/{order_row['id']}", json=details, auth=holding_o_auth2("orders:write")
    )

    assert_invalid(response, field)


async def test_refuses_a_body_that_is_no_json(client: AsyncClient) -> None:
    order_row = await create_order(client)

    response = await client.patch(
        f"/orders/{order_row['id']}", content=b"{", auth=holding_o_auth2("orders:write")
    )

    assert_invalid(response, "body")


async def test_refuses_a_body_that_is_no_object(client: AsyncClient) -> None:
    order_row = await create_order(client)

    response = await client.patch(
        f"/orders/{order_row['id']}", content=b"[]", auth=holding_o_auth2("orders:write")
    )

    assert_invalid(response, "body")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", "no such value"),
        ("status", 987654),
        ("status", True),
        ("status", False),
        ("status", ["text"]),
    ],
)
async def test_refuses_a_value_of_another_type(
    client: AsyncClient, field: str, value: object
) -> None:
    order_row = await create_order(client)

    response = await client.patch(
        f"/orders/{order_row['id']}", json={field: value}, auth=holding_o_auth2("orders:write")
    )

    assert_invalid(response, field)


@pytest.mark.parametrize("field", ["status"])
async def test_refuses_null(client: AsyncClient, field: str) -> None:
    order_row = await create_order(client)

    response = await client.patch(
        f"/orders/{order_row['id']}", json={field: None}, auth=holding_o_auth2("orders:write")
    )

    assert_invalid(response, field)
