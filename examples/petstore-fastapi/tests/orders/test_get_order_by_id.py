from defusedxml.ElementTree import fromstring
from httpx import AsyncClient

from tests.api import assert_invalid, assert_refused, place_order


async def test_answers_the_order_of_the_id(client: AsyncClient) -> None:
    order_row = await place_order(
        client, quantity=7, ship_date="2030-02-03T04:05:06.789Z", status="placed", complete=True
    )

    response = await client.get(f"/store/order/{order_row['id']}")

    assert response.status_code == 200
    answered = response.json()
    assert answered.pop("id") == order_row["id"]
    assert answered == {
        "quantity": 7,
        "shipDate": "2030-02-03T04:05:06.789Z",
        "status": "placed",
        "complete": True,
    }


async def test_knows_no_order_of_another_id(client: AsyncClient) -> None:
    order_row = await place_order(client)

    response = await client.get(f"/store/order/{order_row['id'] + 1_000}")

    assert_refused(response, 404, "Order not found")


async def test_refuses_an_id_that_is_no_number(client: AsyncClient) -> None:
    await place_order(client)

    response = await client.get("/store/order/text")

    assert_invalid(response, "orderId")


async def test_knows_no_order_of_an_id_that_no_database_can_hold(client: AsyncClient) -> None:
    await place_order(client)

    response = await client.get("/store/order/999999999999999999999999999999")

    assert_refused(response, 404)


async def test_answers_xml(client: AsyncClient) -> None:
    order_row = await place_order(
        client, quantity=7, ship_date="2030-02-03T04:05:06.789Z", status="placed", complete=True
    )

    response = await client.get(
        f"/store/order/{order_row['id']}", headers={"Accept": "application/xml"}
    )

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml"
    document = fromstring(response.content)
    assert document.tag == "order"
    assert document.findtext("quantity") == "7"
    assert document.findtext("shipDate") == "2030-02-03T04:05:06.789Z"
    assert document.findtext("status") == "placed"
    assert document.findtext("complete") == "true"
