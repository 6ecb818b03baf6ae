import pytest
from httpx import AsyncClient, Auth

from tests.api import assert_invalid, assert_refused, assert_unauthorized, buy_museum_tickets
from tests.credentials import UNKNOWN_TO_MUSEUM_PLACEHOLDER_AUTH, holding_museum_placeholder_auth
from tests.qr_codes import read_png


async def test_draws_the_ticket_id_of_the_museum_ticket(client: AsyncClient) -> None:
    museum_ticket = await buy_museum_tickets(client)

    response = await client.get(
        f"/tickets/{museum_ticket['ticketId']}/qr", auth=holding_museum_placeholder_auth()
    )

    assert response.status_code == 200
    assert response.headers["content-type"] == "image/png"
    assert read_png(response.content) == museum_ticket["ticketId"]


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_MUSEUM_PLACEHOLDER_AUTH])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    museum_ticket = await buy_museum_tickets(client)

    response = await client.get(f"/tickets/{museum_ticket['ticketId']}/qr", auth=auth)

    assert_unauthorized(response)


async def test_knows_no_museum_ticket_of_another_ticket_id(client: AsyncClient) -> None:
    await buy_museum_tickets(client)

    response = await client.get(
        "/tickets/00000000-0000-4000-8000-000000000000/qr", auth=holding_museum_placeholder_auth()
    )

    assert_refused(response, 404, "MuseumTicket not found")


async def test_refuses_a_ticket_id_that_is_no_uuid(client: AsyncClient) -> None:
    await buy_museum_tickets(client)

    response = await client.get("/tickets/text/qr", auth=holding_museum_placeholder_auth())

    assert_invalid(response, "ticketId")
