import pytest
from httpx import AsyncClient, Auth

from tests.api import (
    assert_invalid,
    assert_unauthorized,
    create_special_event,
    event_ids_of,
    list_special_events,
    names_of,
    update_special_event,
)
from tests.conftest import Counting, SetClock
from tests.credentials import UNKNOWN_TO_MUSEUM_PLACEHOLDER_AUTH, holding_museum_placeholder_auth


async def test_answers_special_events_as_they_are(client: AsyncClient) -> None:
    special_event = await create_special_event(
        client,
        name="First name",
        location="First location",
        event_description="First event description",
        dates=["2031-02-03", "2030-02-03"],
        price=7.5,
    )

    response = await client.get(
        "/special-events",
        params={"startDate": "0001-01-01", "endDate": "9999-12-31"},
        auth=holding_museum_placeholder_auth(),
    )

    assert response.status_code == 200
    rows = response.json()
    assert len(rows) == 1
    [answered] = rows
    assert answered.pop("eventId") == special_event["eventId"]
    assert answered == {
        "name": "First name",
        "location": "First location",
        "eventDescription": "First event description",
        "dates": ["2031-02-03", "2030-02-03"],
        "price": 7.5,
    }


async def test_is_empty_where_there_are_no_special_events(client: AsyncClient) -> None:
    assert await list_special_events(client, startDate="0001-01-01", endDate="9999-12-31") == []

    await create_special_event(client, name="First name")
    page = await list_special_events(client, startDate="0001-01-01", endDate="9999-12-31")

    assert names_of(page) == ["First name"]


async def test_lists_the_oldest_first(client: AsyncClient, set_clock: SetClock) -> None:
    await create_special_event(client, name="First name")
    set_clock.advance(minutes=2)
    await create_special_event(client, name="Second name")
    set_clock.advance(minutes=-3)
    await create_special_event(client, name="Third name")

    page = await list_special_events(client, startDate="0001-01-01", endDate="9999-12-31")

    assert names_of(page) == ["Third name", "First name", "Second name"]


@pytest.mark.usefixtures("set_clock")
async def test_lists_special_events_of_one_moment_by_event_id(client: AsyncClient) -> None:
    for value in [
        "First name",
        "Second name",
        "Third name",
        "Fourth name",
        "Fifth name",
        "Sixth name",
    ]:
        await create_special_event(client, name=value)

    page = await list_special_events(client, startDate="0001-01-01", endDate="9999-12-31")

    keys = event_ids_of(page)
    assert len(keys) == 6
    assert keys == sorted(keys, key=str)


async def test_keeps_the_order_when_a_special_event_changes(
    client: AsyncClient, set_clock: SetClock
) -> None:
    special_event = await create_special_event(client, name="First name")
    set_clock.advance(minutes=1)
    await create_special_event(client, name="Second name")
    set_clock.advance(minutes=1)
    await update_special_event(client, special_event["eventId"], {"location": "Fourth location"})

    page = await list_special_events(client, startDate="0001-01-01", endDate="9999-12-31")

    assert names_of(page) == ["First name", "Second name"]


async def test_filters_by_start_date(client: AsyncClient) -> None:
    await create_special_event(client, name="First name", dates=["2031-02-03"])
    await create_special_event(client, name="Second name", dates=["2030-02-03"])
    await create_special_event(client, name="Third name", dates=["2031-02-03"])

    page = await list_special_events(client, endDate="9999-12-31", startDate="2031-02-03")

    assert names_of(page) == ["First name", "Third name"]


async def test_filters_by_end_date(client: AsyncClient) -> None:
    await create_special_event(client, name="First name", dates=["2031-02-03"])
    await create_special_event(client, name="Second name", dates=["2032-02-03"])
    await create_special_event(client, name="Third name", dates=["2031-02-03"])

    page = await list_special_events(client, startDate="0001-01-01", endDate="2031-02-03")

    assert names_of(page) == ["First name", "Third name"]


async def test_divides_a_filtered_list_into_pages(client: AsyncClient) -> None:
    await create_special_event(client, name="First name", dates=["2031-02-03"])
    await create_special_event(client, name="Second name", dates=["2030-02-03"])
    await create_special_event(client, name="Third name", dates=["2031-02-03"])
    await create_special_event(client, name="Fourth name", dates=["2030-02-03"])
    await create_special_event(client, name="Fifth name", dates=["2031-02-03"])

    page = await list_special_events(
        client, endDate="9999-12-31", startDate="2031-02-03", limit=1, page=2
    )

    assert names_of(page) == ["Third name"]


@pytest.mark.parametrize(
    ("parameter", "value"), [("startDate", "no such value"), ("endDate", "no such value")]
)
async def test_refuses_a_filter_that_nothing_can_match(
    client: AsyncClient, parameter: str, value: str
) -> None:
    response = await client.get(
        "/special-events",
        params={"startDate": "0001-01-01", "endDate": "9999-12-31", parameter: value},
        auth=holding_museum_placeholder_auth(),
    )

    assert_invalid(response, parameter)


@pytest.mark.usefixtures("set_clock")
async def test_has_a_default_for_start_date_that_goes_with_the_time(client: AsyncClient) -> None:
    await create_special_event(client, name="First name", dates=["2026-01-02"])
    await create_special_event(client, name="Second name", dates=["2026-01-01"])

    page = await list_special_events(client, endDate="9999-12-31")

    assert names_of(page) == ["First name"]


@pytest.mark.usefixtures("set_clock")
async def test_has_a_default_for_end_date_that_goes_with_the_time(client: AsyncClient) -> None:
    await create_special_event(client, name="First name", dates=["2026-02-08"])
    await create_special_event(client, name="Second name", dates=["2026-02-09"])

    page = await list_special_events(client, startDate="2026-02-01")

    assert names_of(page) == ["First name"]


async def test_looks_at_one_of_dates_at_a_time(client: AsyncClient) -> None:
    await create_special_event(client, name="First name", dates=["2030-02-03", "2032-02-03"])
    await create_special_event(
        client, name="Second name", dates=["2030-02-03", "2031-02-03", "2032-02-03"]
    )

    page = await list_special_events(client, startDate="2031-02-03", endDate="2031-02-03")

    assert names_of(page) == ["Second name"]


async def test_divides_the_list_into_pages(client: AsyncClient) -> None:
    for value in ["First name", "Second name", "Third name", "Fourth name", "Fifth name"]:
        await create_special_event(client, name=value)

    pages = [
        await list_special_events(
            client, startDate="0001-01-01", endDate="9999-12-31", limit=2, page=number
        )
        for number in (1, 2, 3, 4)
    ]

    assert [names_of(page) for page in pages] == [
        ["First name", "Second name"],
        ["Third name", "Fourth name"],
        ["Fifth name"],
        [],
    ]


async def test_hides_no_special_event_when_one_is_made_between_two_pages(
    client: AsyncClient,
) -> None:
    await create_special_event(client, name="First name")
    await create_special_event(client, name="Second name")
    await create_special_event(client, name="Third name")
    first = await list_special_events(client, startDate="0001-01-01", endDate="9999-12-31", limit=2)

    await create_special_event(client, name="Fourth name")

    second = await list_special_events(
        client, startDate="0001-01-01", endDate="9999-12-31", limit=2, page=2
    )

    assert names_of(first) == ["First name", "Second name"]
    assert names_of(second) == ["Third name", "Fourth name"]


@pytest.mark.parametrize("number", [2, 2**63 - 1, 2**63, 10**30])
async def test_lists_nothing_on_a_page_beyond_the_end(client: AsyncClient, number: int) -> None:
    await create_special_event(client, name="First name")
    await create_special_event(client, name="Second name")

    page = await list_special_events(
        client, startDate="0001-01-01", endDate="9999-12-31", page=number
    )

    assert page == []
    assert len(await list_special_events(client, startDate="0001-01-01", endDate="9999-12-31")) == 2


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("limit", "0"),
        ("limit", "-1"),
        ("limit", "many"),
        ("limit", "1.5"),
        ("limit", "31"),
        ("page", "0"),
        ("page", ""),
    ],
)
async def test_refuses_a_page_that_cannot_be(
    client: AsyncClient, parameter: str, value: str
) -> None:
    response = await client.get(
        "/special-events",
        params={"startDate": "0001-01-01", "endDate": "9999-12-31", parameter: value},
        auth=holding_museum_placeholder_auth(),
    )

    assert_invalid(response, parameter)


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_MUSEUM_PLACEHOLDER_AUTH])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    response = await client.get("/special-events", auth=auth)

    assert_unauthorized(response)


async def test_lists_10_special_events_unless_asked(client: AsyncClient) -> None:
    for number in range(11):
        await create_special_event(client, name=f"number {number}")

    page = await list_special_events(client, startDate="0001-01-01", endDate="9999-12-31")

    assert len(page) == 10


async def test_sends_as_many_statements_for_30_special_events_as_for_one(
    client: AsyncClient, counting_statements: Counting
) -> None:
    async def make_another() -> None:
        await create_special_event(client)

    await make_another()
    with counting_statements() as for_one:
        assert (
            len(
                await list_special_events(
                    client, startDate="0001-01-01", endDate="9999-12-31", limit=30
                )
            )
            == 1
        )

    for _ in range(29):
        await make_another()

    with counting_statements() as for_many:
        assert (
            len(
                await list_special_events(
                    client, startDate="0001-01-01", endDate="9999-12-31", limit=30
                )
            )
            == 30
        )

    assert len(for_many) == len(for_one)
