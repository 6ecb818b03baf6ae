import re
from uuid import UUID

import pytest
from httpx import AsyncClient, Auth

from tests.api import (
    NOT_TEXT,
    UNSTORABLE,
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    buy_museum_tickets,
    escaped,
)
from tests.credentials import UNKNOWN_TO_MUSEUM_PLACEHOLDER_AUTH, holding_museum_placeholder_auth
from tests.factories import BuyMuseumTicketsFactory


async def test_answers_the_new_museum_ticket(client: AsyncClient) -> None:
    response = await client.post(
        "/tickets",
        json={"email": "first@example.com", "ticketDate": "2030-02-03", "ticketType": "general"},
        auth=holding_museum_placeholder_auth(),
    )

    assert response.status_code == 201
    answered = response.json()
    assert UUID(answered.pop("ticketId")).version == 4
    assert re.fullmatch("ticket-general-[0-9a-z]{6}-[0-9a-z]{7}", answered.pop("confirmationCode"))
    assert answered == {
        "ticketDate": "2030-02-03",
        "ticketType": "general",
        "message": "Museum general entry ticket purchased",
    }


async def test_refuses_an_event_id_of_no_special_event(client: AsyncClient) -> None:
    response = await client.post(
        "/tickets",
        json={**BuyMuseumTicketsFactory.build(), "eventId": "00000000-0000-4000-8000-000000000009"},
        auth=holding_museum_placeholder_auth(),
    )

    assert_refused(response, 404, "SpecialEvent not found")


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_MUSEUM_PLACEHOLDER_AUTH])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    response = await client.post("/tickets", json=BuyMuseumTicketsFactory.build(), auth=auth)

    assert_unauthorized(response)


@pytest.mark.parametrize("field", ["ticketDate", "ticketType"])
async def test_refuses_a_missing_field(client: AsyncClient, field: str) -> None:
    details = {**BuyMuseumTicketsFactory.build()}
    del details[field]

    response = await client.post("/tickets", json=details, auth=holding_museum_placeholder_auth())

    assert_invalid(response, field)


async def test_names_every_missing_field(client: AsyncClient) -> None:
    response = await client.post("/tickets", json={}, auth=holding_museum_placeholder_auth())

    assert_invalid(response, "ticketDate", "ticketType")


async def test_needs_event_id_where_ticket_type_is_event(client: AsyncClient) -> None:
    response = await client.post(
        "/tickets",
        json={**BuyMuseumTicketsFactory.build(), "ticketType": "event"},
        auth=holding_museum_placeholder_auth(),
    )

    assert_invalid(response, "eventId")


async def test_refuses_a_body_that_is_no_json(client: AsyncClient) -> None:
    response = await client.post("/tickets", content=b"{", auth=holding_museum_placeholder_auth())

    assert_invalid(response, "body")


async def test_refuses_a_body_that_is_no_object(client: AsyncClient) -> None:
    response = await client.post("/tickets", content=b"[]", auth=holding_museum_placeholder_auth())

    assert_invalid(response, "body")


@pytest.mark.parametrize("value", NOT_TEXT)
@pytest.mark.parametrize("field", ["email"])
async def test_refuses_a_field_that_is_no_text(
    client: AsyncClient, value: object, field: str
) -> None:
    response = await client.post(
        "/tickets",
        json={**BuyMuseumTicketsFactory.build(), field: value},
        auth=holding_museum_placeholder_auth(),
    )

    assert_invalid(response, field)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "of no such form"),
        ("ticketDate", "text"),
        ("ticketDate", True),
        ("ticketDate", 1),
        ("ticketDate", "2030-02-30"),
        ("ticketDate", "2030-02-03T00:00:00Z"),
        ("ticketType", "no such value"),
        ("ticketType", 987654),
        ("ticketType", True),
        ("ticketType", False),
        ("ticketType", ["text"]),
        ("eventId", "text"),
        ("eventId", True),
        ("eventId", "{00000000-0000-4000-8000-000000000000}"),
    ],
)
async def test_refuses_a_value_of_another_type(
    client: AsyncClient, field: str, value: object
) -> None:
    response = await client.post(
        "/tickets",
        json={**BuyMuseumTicketsFactory.build(), field: value},
        auth=holding_museum_placeholder_auth(),
    )

    assert_invalid(response, field)


@pytest.mark.parametrize("field", ["email", "ticketDate", "ticketType", "eventId"])
async def test_refuses_null(client: AsyncClient, field: str) -> None:
    response = await client.post(
        "/tickets",
        json={**BuyMuseumTicketsFactory.build(), field: None},
        auth=holding_museum_placeholder_auth(),
    )

    assert_invalid(response, field)


@pytest.mark.parametrize("value", UNSTORABLE)
@pytest.mark.parametrize("field", ["email"])
async def test_refuses_text_that_cannot_be_stored(
    client: AsyncClient, value: str, field: str
) -> None:
    response = await client.post(
        "/tickets",
        content=escaped({**BuyMuseumTicketsFactory.build(), field: value}),
        auth=holding_museum_placeholder_auth(),
    )

    assert_invalid(response, field, because="must not contain NUL or lone surrogates")


async def test_takes_no_ticket_id_from_a_body(client: AsyncClient) -> None:
    museum_ticket = await buy_museum_tickets(client)

    response = await client.post(
        "/tickets",
        json={**BuyMuseumTicketsFactory.build(), "ticketId": museum_ticket["ticketId"]},
        auth=holding_museum_placeholder_auth(),
    )

    assert response.status_code == 201
    assert response.json()["ticketId"] != museum_ticket["ticketId"]


async def test_takes_event_id_where_ticket_type_is_event(client: AsyncClient) -> None:
    museum_ticket = await buy_museum_tickets(client, ticket_type="event")

    assert museum_ticket["ticketType"] == "event"
    assert museum_ticket["eventId"] is not None


async def test_gives_every_museum_ticket_a_confirmation_code_of_its_own(
    client: AsyncClient,
) -> None:
    museum_ticket = await buy_museum_tickets(client)
    first = museum_ticket
    museum_ticket = await buy_museum_tickets(client)

    assert museum_ticket["confirmationCode"] != first["confirmationCode"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("event", "Museum special event ticket purchased"),
        ("general", "Museum general entry ticket purchased"),
    ],
)
async def test_tells_by_the_ticket_type_what_was_made(
    client: AsyncClient, value: str, text: str
) -> None:
    museum_ticket = await buy_museum_tickets(client, ticket_type=value)

    assert museum_ticket["message"] == text
