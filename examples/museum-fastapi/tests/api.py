"""What tests do to bring the API into a state, and to look at the state it is in.

Each of these asserts that it was served, so a test fails where its arrangement fails.
"""

from datetime import date
from json import dumps
from typing import Any

from httpx import AsyncClient, Response
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from app.database import Base
from tests.credentials import holding_museum_placeholder_auth
from tests.factories import (
    BuyMuseumTicketsFactory,
    MuseumDailyHourRowFactory,
    SpecialEventBodyFactory,
)

type Json = dict[str, Any]

# Values of other types than text, as JSON has them.
NOT_TEXT: tuple[object, ...] = (1, True, ["text"], {"text": "text"})

# Text that JSON can spell and not every database can store.
UNSTORABLE: tuple[str, ...] = ("nul\0", "surrogate\ud800")


def escaped(content: Json) -> bytes:
    """Spell JSON in ASCII. The client does not, and so cannot send a lone surrogate."""
    return dumps(content).encode("ascii")


def errors_of(response: Response) -> list[str]:
    """Return the messages of an answer in the error form, and of nothing else."""
    assert response.headers["Content-Type"] == "application/problem+json"
    content: Json = response.json()
    assert content.keys() == {"type", "title"}
    assert content == {"type": "about:blank", "title": content["title"]}
    text: str = content["title"]
    return text.split("; ")


def assert_refused(response: Response, status_code: int, *messages: str) -> None:
    """Check that an answer refuses, and says so: in these words, where they are given."""
    assert response.status_code == status_code
    told = errors_of(response)
    assert told
    assert all(told)
    assert told == [*messages] or not messages


def assert_invalid(response: Response, *places: str, because: str = "") -> None:
    """Check that an answer refuses these places of a request, in any order, and says so."""
    assert response.status_code == 400
    messages = errors_of(response)
    assert sorted(message.partition(":")[0] for message in messages) == sorted(places)
    assert all(message.endswith(because) for message in messages)


def assert_unauthorized(response: Response) -> None:
    assert response.status_code == 401
    assert errors_of(response)
    assert response.headers["WWW-Authenticate"] == 'Basic realm="api"'


async def get_museum_hours(client: AsyncClient, **query: str | int) -> list[Json]:
    response = await client.get(
        "/museum-hours", params=query, auth=holding_museum_placeholder_auth()
    )
    assert response.status_code == 200
    rows: list[Json] = response.json()
    return rows


async def list_special_events(client: AsyncClient, **query: str | int) -> list[Json]:
    response = await client.get(
        "/special-events", params=query, auth=holding_museum_placeholder_auth()
    )
    assert response.status_code == 200
    rows: list[Json] = response.json()
    return rows


async def create_special_event(client: AsyncClient, **details: object) -> Json:
    response = await client.post(
        "/special-events",
        json=SpecialEventBodyFactory.build(**details),
        auth=holding_museum_placeholder_auth(),
    )
    assert response.status_code == 201
    row: Json = response.json()
    return row


async def get_special_event(client: AsyncClient, event_id: object) -> Json:
    response = await client.get(
        f"/special-events/{event_id}", auth=holding_museum_placeholder_auth()
    )
    assert response.status_code == 200
    row: Json = response.json()
    return row


async def delete_special_event(client: AsyncClient, event_id: object) -> None:
    response = await client.delete(
        f"/special-events/{event_id}", auth=holding_museum_placeholder_auth()
    )
    assert response.status_code == 204


async def update_special_event(client: AsyncClient, event_id: object, changes: Json) -> Json:
    response = await client.patch(
        f"/special-events/{event_id}", json=changes, auth=holding_museum_placeholder_auth()
    )
    assert response.status_code == 200
    row: Json = response.json()
    return row


async def buy_museum_tickets(client: AsyncClient, **details: object) -> Json:
    if details.get("ticket_type") == "event" and "event_id" not in details:
        event = await create_special_event(client)
        details["event_id"] = event["eventId"]
    response = await client.post(
        "/tickets",
        json=BuyMuseumTicketsFactory.build(**details),
        auth=holding_museum_placeholder_auth(),
    )
    assert response.status_code == 201
    row: Json = response.json()
    return row


async def load_museum_daily_hour(connection: AsyncConnection, **details: object) -> Json:
    """Keep a row as the command does that loads them: no operation makes one."""
    table = Base.metadata.tables.get("museum_daily_hours")
    assert table is not None
    row: Json = dict(MuseumDailyHourRowFactory.build(**details))
    values = {
        "date_": date.fromisoformat(row["date"]),
        "time_open": row["timeOpen"],
        "time_close": row["timeClose"],
    }
    await connection.execute(insert(table).values(values))
    return row


def time_opens_of(rows: list[Json]) -> list[object]:
    return [row["timeOpen"] for row in rows]


def event_ids_of(rows: list[Json]) -> list[object]:
    return [row["eventId"] for row in rows]


def names_of(rows: list[Json]) -> list[object]:
    return [row["name"] for row in rows]
