import pytest
from httpx import AsyncClient

from tests.api import assert_invalid, get_order_by_id, place_order
from tests.factories import OrderBodyFactory


async def test_answers_the_new_order(client: AsyncClient) -> None:
    response = await client.post(
        "/store/order",
        json={
            "petId": 7,
            "quantity": 7,
            "shipDate": "2030-02-03T04:05:06.789Z",
            "status": "placed",
            "complete": True,
        },
    )

    assert response.status_code == 200
    answered = response.json()
    assert answered.pop("id")
    assert answered == {
        "petId": 7,
        "quantity": 7,
        "shipDate": "2030-02-03T04:05:06.789Z",
        "status": "placed",
        "complete": True,
    }


async def test_stores_the_order(client: AsyncClient) -> None:
    order_row = await place_order(
        client,
        pet_id=7,
        quantity=7,
        ship_date="2030-02-03T04:05:06.789Z",
        status="placed",
        complete=True,
    )

    stored = await get_order_by_id(client, order_row["id"])

    assert stored["petId"] == 7
    assert stored["quantity"] == 7
    assert stored["shipDate"] == "2030-02-03T04:05:06.789Z"
    assert stored["status"] == "placed"
    assert stored["complete"] is True
    assert stored == order_row


@pytest.mark.parametrize("value", [-(2**63), 2**63 - 1])
async def test_accepts_a_pet_id_at_its_bounds(client: AsyncClient, value: float) -> None:
    order_row = await place_order(client, pet_id=value)

    stored = await get_order_by_id(client, order_row["id"])

    assert stored["petId"] == value


@pytest.mark.parametrize("value", [-(2**31), 2**31 - 1])
async def test_accepts_a_quantity_at_its_bounds(client: AsyncClient, value: float) -> None:
    order_row = await place_order(client, quantity=value)

    stored = await get_order_by_id(client, order_row["id"])

    assert stored["quantity"] == value


async def test_refuses_a_body_that_is_no_json(client: AsyncClient) -> None:
    response = await client.post("/store/order", content=b"{")

    assert_invalid(response, "body")


async def test_refuses_a_body_that_is_no_object(client: AsyncClient) -> None:
    response = await client.post("/store/order", content=b"[]")

    assert_invalid(response, "body", status_code=422)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("petId", "1"),
        ("petId", 1.5),
        ("petId", True),
        ("petId", [1]),
        ("quantity", "1"),
        ("quantity", 1.5),
        ("quantity", True),
        ("quantity", [1]),
        ("shipDate", "text"),
        ("shipDate", True),
        ("shipDate", 1),
        ("shipDate", "2030-02-03"),
        ("shipDate", "2030-02-03T04:05:06"),
        ("shipDate", "0001-01-01T00:00:00+01:00"),
        ("status", "no such value"),
        ("status", 987654),
        ("status", True),
        ("status", False),
        ("status", ["text"]),
        ("complete", "yes"),
        ("complete", 1),
        ("complete", [True]),
    ],
)
async def test_refuses_a_value_of_another_type(
    client: AsyncClient, field: str, value: object
) -> None:
    response = await client.post("/store/order", json={**OrderBodyFactory.build(), field: value})

    assert_invalid(response, field, status_code=422)


@pytest.mark.parametrize("field", ["petId", "quantity", "shipDate", "status", "complete"])
async def test_refuses_null(client: AsyncClient, field: str) -> None:
    response = await client.post("/store/order", json={**OrderBodyFactory.build(), field: None})

    assert_invalid(response, field, status_code=422)


@pytest.mark.parametrize(
    ("field", "value"),
    [("petId", -(2**63) - 1), ("petId", 2**63), ("quantity", -(2**31) - 1), ("quantity", 2**31)],
)
async def test_refuses_a_number_out_of_bounds(
    client: AsyncClient, field: str, value: float
) -> None:
    response = await client.post("/store/order", json={**OrderBodyFactory.build(), field: value})

    assert_invalid(response, field, status_code=422)


async def test_takes_no_id_from_a_body(client: AsyncClient) -> None:
    order_row = await place_order(client)

    response = await client.post(
        "/store/order", json={**OrderBodyFactory.build(), "id": order_row["id"]}
    )

    assert response.status_code == 200
    assert response.json()["id"] != order_row["id"]
    assert await get_order_by_id(client, order_row["id"]) == order_row
