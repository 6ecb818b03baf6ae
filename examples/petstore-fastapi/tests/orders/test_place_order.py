import pytest
from httpx import AsyncClient

from tests.api import UNREADABLE_XML, add_pet, assert_invalid, get_order_by_id, place_order
from tests.factories import OrderBodyFactory


async def test_answers_the_new_order(client: AsyncClient) -> None:
    response = await client.post(
        "/store/order",
        json={
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
        "quantity": 7,
        "shipDate": "2030-02-03T04:05:06.789Z",
        "status": "placed",
        "complete": True,
    }


async def test_stores_the_order(client: AsyncClient) -> None:
    order_row = await place_order(
        client, quantity=7, ship_date="2030-02-03T04:05:06.789Z", status="placed", complete=True
    )

    stored = await get_order_by_id(client, order_row["id"])

    assert stored["quantity"] == 7
    assert stored["shipDate"] == "2030-02-03T04:05:06.789Z"
    assert stored["status"] == "placed"
    assert stored["complete"] is True
    assert stored == order_row


@pytest.mark.parametrize("value", [-(2**31), 2**31 - 1])
async def test_accepts_a_quantity_at_its_bounds(client: AsyncClient, value: float) -> None:
    order_row = await place_order(client, quantity=value)

    stored = await get_order_by_id(client, order_row["id"])

    assert stored["quantity"] == value


async def test_stores_the_pet_id_of_a_pet(client: AsyncClient) -> None:
    pet = await add_pet(client)
    other_pet = await add_pet(client)
    order_row = await place_order(client, pet_id=pet["id"])

    seen = (await get_order_by_id(client, order_row["id"]))["petId"]

    assert seen == pet["id"]
    assert seen != other_pet["id"]


async def test_refuses_a_pet_id_of_no_pet(client: AsyncClient) -> None:
    response = await client.post(
        "/store/order", json={**OrderBodyFactory.build(), "petId": 900000000}
    )

    assert_invalid(response, "petId", because="names no Pet", status_code=422)


async def test_refuses_a_body_that_is_no_json(client: AsyncClient) -> None:
    response = await client.post("/store/order", content=b"{")

    assert_invalid(response, "body")


async def test_refuses_a_body_that_is_no_object(client: AsyncClient) -> None:
    response = await client.post("/store/order", content=b"[]")

    assert_invalid(response, "body", status_code=422)


@pytest.mark.parametrize(
    ("field", "value"),
    [
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
        ("petId", "1"),
        ("petId", 1.5),
        ("petId", True),
        ("petId", [1]),
    ],
)
async def test_refuses_a_value_of_another_type(
    client: AsyncClient, field: str, value: object
) -> None:
    response = await client.post("/store/order", json={**OrderBodyFactory.build(), field: value})

    assert_invalid(response, field, status_code=422)


@pytest.mark.parametrize("field", ["quantity", "shipDate", "status", "complete", "petId"])
async def test_refuses_null(client: AsyncClient, field: str) -> None:
    response = await client.post("/store/order", json={**OrderBodyFactory.build(), field: None})

    assert_invalid(response, field, status_code=422)


@pytest.mark.parametrize(("field", "value"), [("quantity", -(2**31) - 1), ("quantity", 2**31)])
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


async def test_takes_xml(client: AsyncClient) -> None:
    response = await client.post(
        "/store/order",
        content=(
            "<order>"
            "<quantity>7</quantity>"
            "<shipDate>2030-02-03T04:05:06.789Z</shipDate>"
            "<status>placed</status>"
            "<complete>true</complete>"
            "</order>"
        ),
        headers={"Content-Type": "application/xml"},
    )

    assert response.status_code == 200
    stored = response.json()
    assert stored["quantity"] == 7
    assert stored["shipDate"] == "2030-02-03T04:05:06.789Z"
    assert stored["status"] == "placed"
    assert stored["complete"] is True


@pytest.mark.parametrize("document", UNREADABLE_XML)
async def test_refuses_xml_that_cannot_be_read(client: AsyncClient, document: str) -> None:
    response = await client.post(
        "/store/order", content=document, headers={"Content-Type": "application/xml"}
    )

    assert_invalid(response, "body")


async def test_refuses_xml_that_declares_entities(client: AsyncClient) -> None:
    response = await client.post(
        "/store/order",
        content=(
            '<!DOCTYPE x [<!ENTITY a "a">]>'
            "<order>"
            "<quantity>7</quantity>"
            "<shipDate>2030-02-03T04:05:06.789Z</shipDate>"
            "<status>placed</status>"
            "<complete>true</complete>"
            "</order>"
        ),
        headers={"Content-Type": "application/xml"},
    )

    assert_invalid(response, "body")


async def test_takes_a_form(client: AsyncClient) -> None:
    response = await client.post(
        "/store/order",
        data={
            "quantity": 7,
            "shipDate": "2030-02-03T04:05:06.789Z",
            "status": "placed",
            "complete": True,
        },
    )

    assert response.status_code == 200
    stored = response.json()
    assert stored["quantity"] == 7
    assert stored["shipDate"] == "2030-02-03T04:05:06.789Z"
    assert stored["status"] == "placed"
    assert stored["complete"] is True
