import pytest
from httpx import AsyncClient, Auth

from tests.api import (
    NOT_TEXT,
    UNSTORABLE,
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    create_special_event,
    escaped,
    get_special_event,
    update_special_event,
)
from tests.credentials import UNKNOWN_TO_MUSEUM_PLACEHOLDER_AUTH, holding_museum_placeholder_auth


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Third name"),
        ("location", "Third location"),
        ("eventDescription", "Third event description"),
        ("dates", ["2033-02-03", "2032-02-03"]),
        ("price", 9.5),
    ],
)
async def test_stores_a_field_and_leaves_the_others(
    client: AsyncClient, field: str, value: object
) -> None:
    special_event = await create_special_event(client)

    await update_special_event(client, special_event["eventId"], {field: value})

    assert await get_special_event(client, special_event["eventId"]) == {
        **special_event,
        field: value,
    }


async def test_answers_the_changed_special_event(client: AsyncClient) -> None:
    special_event = await create_special_event(client)
    changes = {
        "name": "Third name",
        "location": "Third location",
        "eventDescription": "Third event description",
        "dates": ["2033-02-03", "2032-02-03"],
        "price": 9.5,
    }

    answered = await update_special_event(client, special_event["eventId"], changes)

    assert answered == {**special_event, **changes}


async def test_replaces_dates_as_a_whole(client: AsyncClient) -> None:
    special_event = await create_special_event(client, dates=["2031-02-03", "2030-02-03"])

    await update_special_event(client, special_event["eventId"], {"dates": ["2031-02-03"]})

    assert (await get_special_event(client, special_event["eventId"]))["dates"] == ["2031-02-03"]


async def test_changes_no_other_special_event(client: AsyncClient) -> None:
    special_event = await create_special_event(client)
    other_special_event = await create_special_event(client)

    await update_special_event(client, special_event["eventId"], {"name": "Third name"})

    assert (await get_special_event(client, special_event["eventId"]))["name"] == "Third name"
    assert await get_special_event(client, other_special_event["eventId"]) == other_special_event


@pytest.mark.parametrize("field", ["name", "location", "eventDescription"])
async def test_lets_a_text_be_emptied(client: AsyncClient, field: str) -> None:
    special_event = await create_special_event(client)
    assert special_event[field]

    await update_special_event(client, special_event["eventId"], {field: ""})

    assert (await get_special_event(client, special_event["eventId"]))[field] == ""


async def test_leaves_a_special_event_that_stays_the_same(client: AsyncClient) -> None:
    special_event = await create_special_event(client, name="First name")
    assert special_event["name"] == "First name"

    await update_special_event(client, special_event["eventId"], {"name": special_event["name"]})

    assert await get_special_event(client, special_event["eventId"]) == special_event


async def test_accepts_a_change_of_nothing(client: AsyncClient) -> None:
    special_event = await create_special_event(client, name="First name")
    assert special_event["name"] == "First name"

    response = await client.patch(
        f"/special-events/{special_event['eventId']}",
        json={},
        auth=holding_museum_placeholder_auth(),
    )

    assert response.status_code == 200
    assert response.json() == special_event


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_MUSEUM_PLACEHOLDER_AUTH])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    special_event = await create_special_event(client)

    response = await client.patch(
        f"/special-events/{special_event['eventId']}", json={"name": "Second name"}, auth=auth
    )

    assert_unauthorized(response)


async def test_knows_no_special_event_of_another_event_id(client: AsyncClient) -> None:
    await create_special_event(client)

    response = await client.patch(
        "/special-events/00000000-0000-4000-8000-000000000000",
        json={"name": "Second name"},
        auth=holding_museum_placeholder_auth(),
    )

    assert_refused(response, 404, "SpecialEvent not found")


async def test_refuses_an_event_id_that_is_no_uuid(client: AsyncClient) -> None:
    await create_special_event(client)

    response = await client.patch(
        "/special-events/text", json={"name": "Second name"}, auth=holding_museum_placeholder_auth()
    )

    assert_invalid(response, "eventId")


async def test_refuses_a_body_that_is_no_json(client: AsyncClient) -> None:
    special_event = await create_special_event(client)

    response = await client.patch(
        f"/special-events/{special_event['eventId']}",
        content=b"{",
        auth=holding_museum_placeholder_auth(),
    )

    assert_invalid(response, "body")


async def test_refuses_a_body_that_is_no_object(client: AsyncClient) -> None:
    special_event = await create_special_event(client)

    response = await client.patch(
        f"/special-events/{special_event['eventId']}",
        content=b"[]",
        auth=holding_museum_placeholder_auth(),
    )

    assert_invalid(response, "body")


@pytest.mark.parametrize("value", NOT_TEXT)
@pytest.mark.parametrize("field", ["name", "location", "eventDescription"])
async def test_refuses_a_field_that_is_no_text(
    client: AsyncClient, value: object, field: str
) -> None:
    special_event = await create_special_event(client)

    response = await client.patch(
        f"/special-events/{special_event['eventId']}",
        json={field: value},
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
    special_event = await create_special_event(client)

    response = await client.patch(
        f"/special-events/{special_event['eventId']}",
        json={field: value},
        auth=holding_museum_placeholder_auth(),
    )

    assert_invalid(response, field)


@pytest.mark.parametrize("field", ["name", "location", "eventDescription", "dates", "price"])
async def test_refuses_null(client: AsyncClient, field: str) -> None:
    special_event = await create_special_event(client)

    response = await client.patch(
        f"/special-events/{special_event['eventId']}",
        json={field: None},
        auth=holding_museum_placeholder_auth(),
    )

    assert_invalid(response, field)


@pytest.mark.parametrize("value", UNSTORABLE)
@pytest.mark.parametrize("field", ["name", "location", "eventDescription"])
async def test_refuses_text_that_cannot_be_stored(
    client: AsyncClient, value: str, field: str
) -> None:
    special_event = await create_special_event(client)

    response = await client.patch(
        f"/special-events/{special_event['eventId']}",
        content=escaped({field: value}),
        auth=holding_museum_placeholder_auth(),
    )

    assert_invalid(response, field, because="must not contain NUL or lone surrogates")


@pytest.mark.parametrize("value", ["text", True, 1, "2030-02-30", "2030-02-03T00:00:00Z"])
async def test_refuses_a_wrong_element_of_dates(client: AsyncClient, value: object) -> None:
    special_event = await create_special_event(client)

    response = await client.patch(
        f"/special-events/{special_event['eventId']}",
        json={"dates": [value]},
        auth=holding_museum_placeholder_auth(),
    )

    assert_invalid(response, "dates.0")
