from httpx import AsyncClient

from tests.api import assert_invalid, assert_refused, delete_order, get_order_by_id, place_order


async def test_removes_the_order(client: AsyncClient) -> None:
    order_row = await place_order(client)

    await delete_order(client, order_row["id"])

    assert_refused(await client.get(f"/store/order/{order_row['id']}"), 404)


async def test_leaves_the_other_orders(client: AsyncClient) -> None:
    order_row = await place_order(client)
    other_order_row = await place_order(client, quantity=7)

    await delete_order(client, order_row["id"])

    assert (await get_order_by_id(client, other_order_row["id"]))["quantity"] == 7
    assert await get_order_by_id(client, other_order_row["id"]) == other_order_row
    assert (await client.get(f"/store/order/{order_row['id']}")).status_code == 404


async def test_cannot_be_repeated(client: AsyncClient) -> None:
    order_row = await place_order(client)
    await delete_order(client, order_row["id"])

    response = await client.delete(f"/store/order/{order_row['id']}")

    assert_refused(response, 404, "Order not found")


async def test_knows_no_order_of_another_id(client: AsyncClient) -> None:
    order_row = await place_order(client)

    response = await client.delete(f"/store/order/{order_row['id'] + 1_000}")

    assert_refused(response, 404, "Order not found")


async def test_refuses_an_id_that_is_no_number(client: AsyncClient) -> None:
    await place_order(client)

    response = await client.delete("/store/order/text")

    assert_invalid(response, "orderId")


async def test_knows_no_order_of_an_id_that_no_database_can_hold(client: AsyncClient) -> None:
    await place_order(client)

    response = await client.delete("/store/order/999999999999999999999999999999")

    assert_refused(response, 404)
