import pytest
from httpx import AsyncClient, Auth

from tests.api import (
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    buy_museum_tickets,
    create_special_event,
    delete_special_event,
    get_special_event,
)
from tests.credentials import UNKNOWN_TO_MUSEUM_PLACEHOLDER_AUTH, holding_museum_placeholder_auth


async def test_removes_the_special_event(client: AsyncClient) -> None:
    special_event = await create_special_event(client)

    await delete_special_event(client, special_event["eventId"])

    assert_refused(
        await client.get(
            f"/special-events/{special_event['eventId']}", auth=holding_museum_placeholder_auth()
        ),
        404,
    )


async def test_leaves_the_other_special_events(client: AsyncClient) -> None:
    special_event = await create_special_event(client)
    other_special_event = await create_special_event(client, name="First name")

    await delete_special_event(client, special_event["eventId"])

    assert (await get_special_event(client, other_special_event["eventId"]))["name"] == "First name"
    assert await get_special_event(client, other_special_event["eventId"]) == other_special_event
    assert (
        await client.get(
            f"/special-events/{special_event['eventId']}", auth=holding_museum_placeholder_auth()
        )
    ).status_code == 404


async def test_cannot_be_repeated(client: AsyncClient) -> None:
    special_event = await create_special_event(client)
    await delete_special_event(client, special_event["eventId"])

    response = await client.delete(
        f"/special-events/{special_event['eventId']}", auth=holding_museum_placeholder_auth()
    )

    assert_refused(response, 404, "SpecialEvent not found")


async def test_keeps_a_special_event_that_the_event_id_of_a_museum_ticket_names(
    client: AsyncClient,
) -> None:
    event = await create_special_event(client)
    await buy_museum_tickets(client, event_id=event["eventId"])

    response = await client.delete(
        f"/special-events/{event['eventId']}", auth=holding_museum_placeholder_auth()
    )

    assert_refused(response, 409, "SpecialEvent is still in use")
    assert await get_special_event(client, event["eventId"]) == event


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_MUSEUM_PLACEHOLDER_AUTH])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    special_event = await create_special_event(client)

    response = await client.delete(f"/special-events/{special_event['eventId']}", auth=auth)

    assert_unauthorized(response)


async def test_knows_no_special_event_of_another_event_id(client: AsyncClient) -> None:
    await create_special_event(client)

    response = await client.delete(
        "/special-events/00000000-0000-4000-8000-000000000000",
        auth=holding_museum_placeholder_auth(),
    )

    assert_refused(response, 404, "SpecialEvent not found")


async def test_refuses_an_event_id_that_is_no_uuid(client: AsyncClient) -> None:
    await create_special_event(client)

    response = await client.delete("/special-events/text", auth=holding_museum_placeholder_auth())

    assert_invalid(response, "eventId")
