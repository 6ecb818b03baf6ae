import pytest
from httpx import AsyncClient, Auth
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.api import (
    assert_invalid,
    assert_unauthorized,
    get_museum_hours,
    load_museum_daily_hour,
    time_opens_of,
)
from tests.conftest import Counting
from tests.credentials import UNKNOWN_TO_MUSEUM_PLACEHOLDER_AUTH, holding_museum_placeholder_auth


async def test_answers_museum_daily_hours_as_they_are(
    client: AsyncClient, connection: AsyncConnection
) -> None:
    await load_museum_daily_hour(
        connection, date_="2030-02-03", time_open="2100", time_close="2100"
    )

    response = await client.get(
        "/museum-hours", params={"startDate": "0001-01-01"}, auth=holding_museum_placeholder_auth()
    )

    assert response.status_code == 200
    rows = response.json()
    assert len(rows) == 1
    [answered] = rows
    assert answered == {"date": "2030-02-03", "timeOpen": "2100", "timeClose": "2100"}


async def test_is_empty_where_there_are_no_museum_daily_hours(
    client: AsyncClient, connection: AsyncConnection
) -> None:
    assert await get_museum_hours(client, startDate="0001-01-01") == []

    await load_museum_daily_hour(connection, time_open="2100")
    page = await get_museum_hours(client, startDate="0001-01-01")

    assert time_opens_of(page) == ["2100"]


async def test_lists_museum_daily_hours_by_date(
    client: AsyncClient, connection: AsyncConnection
) -> None:
    await load_museum_daily_hour(connection, time_open="0100", date_="2031-02-03")
    await load_museum_daily_hour(connection, time_open="2200", date_="2032-02-03")
    await load_museum_daily_hour(connection, time_open="2100", date_="2030-02-03")

    page = await get_museum_hours(client, startDate="0001-01-01")

    assert time_opens_of(page) == ["2100", "0100", "2200"]


async def test_filters_by_start_date(client: AsyncClient, connection: AsyncConnection) -> None:
    await load_museum_daily_hour(connection, time_open="2100", date_="2031-02-03")
    await load_museum_daily_hour(connection, time_open="0100", date_="2030-02-03")
    await load_museum_daily_hour(connection, time_open="2200", date_="2031-02-03")

    page = await get_museum_hours(client, startDate="2031-02-03")

    assert time_opens_of(page) == ["2100", "2200"]


async def test_divides_a_filtered_list_into_pages(
    client: AsyncClient, connection: AsyncConnection
) -> None:
    await load_museum_daily_hour(connection, time_open="2100", date_="2031-02-03")
    await load_museum_daily_hour(connection, time_open="0100", date_="2030-02-03")
    await load_museum_daily_hour(connection, time_open="2200", date_="2031-02-03")
    await load_museum_daily_hour(connection, time_open="1100", date_="2030-02-03")
    await load_museum_daily_hour(connection, time_open="2300", date_="2031-02-03")

    page = await get_museum_hours(client, startDate="2031-02-03", limit=1, page=2)

    assert time_opens_of(page) == ["2200"]


@pytest.mark.parametrize(("parameter", "value"), [("startDate", "no such value")])
async def test_refuses_a_filter_that_nothing_can_match(
    client: AsyncClient, parameter: str, value: str
) -> None:
    response = await client.get(
        "/museum-hours",
        params={"startDate": "0001-01-01", parameter: value},
        auth=holding_museum_placeholder_auth(),
    )

    assert_invalid(response, parameter)


@pytest.mark.usefixtures("set_clock")
async def test_has_a_default_for_start_date_that_goes_with_the_time(
    client: AsyncClient, connection: AsyncConnection
) -> None:
    await load_museum_daily_hour(connection, time_open="2100", date_="2026-01-02")
    await load_museum_daily_hour(connection, time_open="0100", date_="2026-01-01")

    page = await get_museum_hours(client)

    assert time_opens_of(page) == ["2100"]


async def test_divides_the_list_into_pages(
    client: AsyncClient, connection: AsyncConnection
) -> None:
    for value in ["2100", "0100", "2200", "1100", "2300"]:
        await load_museum_daily_hour(connection, time_open=value)

    pages = [
        await get_museum_hours(client, startDate="0001-01-01", limit=2, page=number)
        for number in (1, 2, 3, 4)
    ]

    assert [time_opens_of(page) for page in pages] == [
        ["2100", "0100"],
        ["2200", "1100"],
        ["2300"],
        [],
    ]


@pytest.mark.parametrize("number", [2, 2**63 - 1, 2**63, 10**30])
async def test_lists_nothing_on_a_page_beyond_the_end(
    client: AsyncClient, connection: AsyncConnection, number: int
) -> None:
    await load_museum_daily_hour(connection, time_open="2100")
    await load_museum_daily_hour(connection, time_open="0100")

    page = await get_museum_hours(client, startDate="0001-01-01", page=number)

    assert page == []
    assert len(await get_museum_hours(client, startDate="0001-01-01")) == 2


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
        "/museum-hours",
        params={"startDate": "0001-01-01", parameter: value},
        auth=holding_museum_placeholder_auth(),
    )

    assert_invalid(response, parameter)


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_MUSEUM_PLACEHOLDER_AUTH])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    response = await client.get("/museum-hours", auth=auth)

    assert_unauthorized(response)


async def test_lists_10_museum_daily_hours_unless_asked(
    client: AsyncClient, connection: AsyncConnection
) -> None:
    for _ in range(11):
        await load_museum_daily_hour(connection, time_open="2100")

    page = await get_museum_hours(client, startDate="0001-01-01")

    assert len(page) == 10


async def test_sends_as_many_statements_for_30_museum_daily_hours_as_for_one(
    client: AsyncClient, counting_statements: Counting, connection: AsyncConnection
) -> None:
    async def make_another() -> None:
        await load_museum_daily_hour(connection)

    await make_another()
    with counting_statements() as for_one:
        assert len(await get_museum_hours(client, startDate="0001-01-01", limit=30)) == 1

    for _ in range(29):
        await make_another()

    with counting_statements() as for_many:
        assert len(await get_museum_hours(client, startDate="0001-01-01", limit=30)) == 30

    assert len(for_many) == len(for_one)
