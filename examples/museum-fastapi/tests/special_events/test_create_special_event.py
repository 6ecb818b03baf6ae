from uuid import UUID

import pytest
from httpx import AsyncClient, Auth

from tests.api import (
    NOT_TEXT,
    UNSTORABLE,
    assert_invalid,
    assert_unauthorized,
    create_special_event,
    escaped,
    get_special_event,
)
from tests.credentials import UNKNOWN_TO_MUSEUM_PLACEHOLDER_AUTH, holding_museum_placeholder_auth
from tests.factories import SpecialEventBodyFactory


async def test_answers_the_new_special_event(client: AsyncClient) -> None:
    response = await client.post(
        "/special-events",
        json={
            "name": "First name",
            "location": "First location",
            "eventDescription": "First event description",
            "dates": ["2031-02-03", "2030-02-03"],
            "price": 7.5,
        },
        auth=holding_museum_placeholder_auth(),
    )

    assert response.status_code == 201
    answered = response.json()
    assert UUID(answered.pop("eventId")).version == 4
    assert answered == {
        "name": "First name",
        "location": "First location",
        "eventDescription": "First event description",
        "dates": ["2031-02-03", "2030-02-03"],
        "price": 7.5,
    }


async def test_stores_the_special_event(client: AsyncClient) -> None:
    special_event = await create_special_event(
        client,
        name="First name",
        location="First location",
        event_description="First event description",
        dates=["2031-02-03", "2030-02-03"],
        price=7.5,
    )

    stored = await get_special_event(client, special_event["eventId"])

    assert stored["name"] == "First name"
    assert stored["location"] == "First location"
    assert stored["eventDescription"] == "First event description"
    assert stored["dates"] == ["2031-02-03", "2030-02-03"]
    assert stored["price"] == 7.5
    assert stored == special_event


async def test_keeps_the_elements_of_dates_in_their_order(client: AsyncClient) -> None:
    special_event = await create_special_event(
        client, dates=["2031-02-03", "2030-02-03", "2031-02-03"]
    )

    assert (await get_special_event(client, special_event["eventId"]))["dates"] == [
        "2031-02-03",
        "2030-02-03",
        "2031-02-03",
    ]


async def test_accepts_empty_text(client: AsyncClient) -> None:
    special_event = await create_special_event(client, name="", location="", event_description="")

    stored = await get_special_event(client, special_event["eventId"])

    assert stored["name"] == ""
    assert stored["location"] == ""
    assert stored["eventDescription"] == ""


async def test_accepts_text_of_any_script(client: AsyncClient) -> None:
    special_event = await create_special_event(
        client,
        name="Ünïcödé 文字 🐉",
        location="Ünïcödé 文字 🐉",
        event_description="Ünïcödé 文字 🐉",
    )

    stored = await get_special_event(client, special_event["eventId"])

    assert stored["name"] == "Ünïcödé 文字 🐉"
    assert stored["location"] == "Ünïcödé 文字 🐉"
    assert stored["eventDescription"] == "Ünïcödé 文字 🐉"


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_MUSEUM_PLACEHOLDER_AUTH])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    response = await client.post("/special-events", json=SpecialEventBodyFactory.build(), auth=auth)

    assert_unauthorized(response)


@pytest.mark.parametrize("field", ["name", "location", "eventDescription", "dates", "price"])
async def test_refuses_a_missing_field(client: AsyncClient, field: str) -> None:
    details = {**SpecialEventBodyFactory.build()}
    del details[field]

    response = await client.post(
        "/special-events", json=details, auth=holding_museum_placeholder_auth()
    )

    assert_invalid(response, field)


async def test_names_every_missing_field(client: AsyncClient) -> None:
    response = await client.post("/special-events", json={}, auth=holding_museum_placeholder_auth())

    assert_invalid(response, "name", "location", "eventDescription", "dates", "price")


async def test_refuses_a_body_that_is_no_json(client: AsyncClient) -> None:
    response = await client.post(
        "/special-events", content=b"{", auth=holding_museum_placeholder_auth()
    )

    assert_invalid(response, "body")


async def test_refuses_a_body_that_is_no_object(client: AsyncClient) -> None:
    response = await client.post(
        "/special-events", content=b"[]", auth=holding_museum_placeholder_auth()
    )

    assert_invalid(response, "body")


@pytest.mark.parametrize("value", NOT_TEXT)
@pytest.mark.parametrize("field", ["name", "location", "eventDescription"])
async def test_refuses_a_field_that_is_no_text(
    client: AsyncClient, value: object, field: str
) -> None:
    response = await client.post(
        "/special-events",
        json={**SpecialEventBodyFactory.build(), field: value},
        auth=holding_museum_placeholder_auth(),
    )

    assert_invalid(response, field)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("dates", "text"),
        ("dates", 1),
        ("dates", {"text": "text"}),
        ("price", "1.5"),
        ("price", True),
        ("price", [1]),
    ],
)
async def test_refuses_a_value_of_another_type(
    client: AsyncClient, field: str, value: object
) -> None:
    response = await client.post(
        "/special-events",
        json={**SpecialEventBodyFactory.build(), field: value},
        auth=holding_museum_placeholder_auth(),
    )

    assert_invalid(response, field)


@pytest.mark.parametrize("field", ["name", "location", "eventDescription", "dates", "price"])
async def test_refuses_null(client: AsyncClient, field: str) -> None:
    response = await client.post(
        "/special-events",
        json={**SpecialEventBodyFactory.build(), field: None},
        auth=holding_museum_placeholder_auth(),
    )

    assert_invalid(response, field)


@pytest.mark.parametrize("value", UNSTORABLE)
@pytest.mark.parametrize("field", ["name", "location", "eventDescription"])
async def test_refuses_text_that_cannot_be_stored(
    client: AsyncClient, value: str, field: str
) -> None:
    response = await client.post(
        "/special-events",
        content=escaped({**SpecialEventBodyFactory.build(), field: value}),
        auth=holding_museum_placeholder_auth(),
    )

    assert_invalid(response, field, because="must not contain NUL or lone surrogates")


@pytest.mark.parametrize("value", ["text", True, 1, "2030-02-30", "2030-02-03T00:00:00Z"])
async def test_refuses_a_wrong_element_of_dates(client: AsyncClient, value: object) -> None:
    response = await client.post(
        "/special-events",
        json={**SpecialEventBodyFactory.build(), "dates": [value]},
        auth=holding_museum_placeholder_auth(),
    )

    assert_invalid(response, "dates.0")


async def test_takes_no_event_id_from_a_body(client: AsyncClient) -> None:
    special_event = await create_special_event(client)

    response = await client.post(
        "/special-events",
        json={**SpecialEventBodyFactory.build(), "eventId": special_event["eventId"]},
        auth=holding_museum_placeholder_auth(),
    )

    assert response.status_code == 201
    assert response.json()["eventId"] != special_event["eventId"]
    assert await get_special_event(client, special_event["eventId"]) == special_event
