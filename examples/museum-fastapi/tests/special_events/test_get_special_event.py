import pytest
from httpx import AsyncClient, Auth

from tests.api import assert_invalid, assert_refused, assert_unauthorized, create_special_event
from tests.credentials import UNKNOWN_TO_MUSEUM_PLACEHOLDER_AUTH, holding_museum_placeholder_auth


async def test_answers_the_special_event_of_the_event_id(client: AsyncClient) -> None:
    special_event = await create_special_event(
        client,
        name="First name",
        location="First location",
        event_description="First event description",
        dates=["2031-02-03", "2030-02-03"],
        price=7.5,
    )

    response = await client.get(
        f"/special-events/{special_event['eventId']}", auth=holding_museum_placeholder_auth()
    )

    assert response.status_code == 200
    answered = response.json()
    assert answered.pop("eventId") == special_event["eventId"]
    assert answered == {
        "name": "First name",
        "location": "First location",
        "eventDescription": "First event description",
        "dates": ["2031-02-03", "2030-02-03"],
        "price": 7.5,
    }


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_MUSEUM_PLACEHOLDER_AUTH])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    special_event = await create_special_event(client)

    response = await client.get(f"/special-events/{special_event['eventId']}", auth=auth)

    assert_unauthorized(response)


async def test_knows_no_special_event_of_another_event_id(client: AsyncClient) -> None:
    await create_special_event(client)

    response = await client.get(
        "/special-events/00000000-0000-4000-8000-000000000000",
        auth=holding_museum_placeholder_auth(),
    )

    assert_refused(response, 404, "SpecialEvent not found")


async def test_refuses_an_event_id_that_is_no_uuid(client: AsyncClient) -> None:
    await create_special_event(client)

    response = await client.get("/special-events/text", auth=holding_museum_placeholder_auth())

    assert_invalid(response, "eventId")
