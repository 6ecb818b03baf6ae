"""What tests do to bring the API into a state, and to look at the state it is in.

Each of these asserts that it was served, so a test fails where its arrangement fails.
"""

from collections.abc import Mapping
from json import dumps
from typing import Any
from urllib.parse import quote

from httpx import AsyncClient, Response

from tests.credentials import holding_o_auth2
from tests.factories import MenuItemBodyFactory, OrderBodyFactory

type Json = dict[str, Any]

# Values of other types than text, as JSON has them.
NOT_TEXT: tuple[object, ...] = (1, True, ["text"], {"text": "text"})

# Text that JSON can spell and not every database can store.
UNSTORABLE: tuple[str, ...] = ("nul\0", "surrogate\ud800")


def escaped(content: Json) -> bytes:
    """Spell JSON in ASCII. The client does not, and so cannot send a lone surrogate."""
    return dumps(content).encode("ascii")


def form(details: Mapping[str, object]) -> list[tuple[str, tuple[str | None, str | bytes]]]:
    """Spell values as the parts of a form; bytes are a file."""
    parts: list[tuple[str, tuple[str | None, str | bytes]]] = []
    for key, value in details.items():
        if isinstance(value, bytes):
            parts.append((key, ("file", value)))
        elif value is not None:
            parts.append((key, (None, value if isinstance(value, str) else dumps(value))))
    return parts


def errors_of(response: Response) -> list[str]:
    """Return the messages of an answer in the error form, and of nothing else."""
    assert response.headers["Content-Type"] == "application/problem+json"
    content: Json = response.json()
    assert content.keys() == {"type", "title", "status", "instance"}
    assert content == {
        "type": "about:blank",
        "title": content["title"],
        "status": response.status_code,
        "instance": quote(response.request.url.path),
    }
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
    assert response.headers["WWW-Authenticate"] == "Bearer"


async def list_menu_items(client: AsyncClient, **query: str | int) -> Json:
    response = await client.get("/menu", params=query)
    assert response.status_code == 200
    page: Json = response.json()
    return page


async def create_menu_item(client: AsyncClient, **details: object) -> Json:
    response = await client.post(
        "/menu",
        files=form(MenuItemBodyFactory.build(**details)),
        auth=holding_o_auth2("menu:write"),
    )
    assert response.status_code == 201
    row: Json = response.json()
    return row


async def delete_menu_item(client: AsyncClient, menu_item_id: object) -> None:
    response = await client.delete(f"/menu/{menu_item_id}", auth=holding_o_auth2("menu:write"))
    assert response.status_code == 204


async def list_orders(client: AsyncClient, **query: str | int) -> Json:
    response = await client.get("/orders", params=query, auth=holding_o_auth2("orders:read"))
    assert response.status_code == 200
    page: Json = response.json()
    return page


async def create_order(client: AsyncClient, **details: object) -> Json:
    if "order_items" not in details:
        menu_item = await create_menu_item(client)
        details["order_items"] = [
            {
                "menuItemId": menu_item["id"],
                "quantity": 5,
                "discount": 4,
                "comment": "second comment",
            }
        ]
    response = await client.post(
        "/orders", json=OrderBodyFactory.build(**details), auth=holding_o_auth2("orders:write")
    )
    assert response.status_code == 201
    row: Json = response.json()
    return row


async def get_order_by_id(client: AsyncClient, order_id: object) -> Json:
    response = await client.get(f"/orders/{order_id}", auth=holding_o_auth2("orders:read"))
    assert response.status_code == 200
    row: Json = response.json()
    return row


async def delete_order(client: AsyncClient, order_id: object) -> None:
    response = await client.delete(f"/orders/{order_id}", auth=holding_o_auth2("orders:write"))
    assert response.status_code == 204


async def update_order(client: AsyncClient, order_id: object, changes: Json) -> Json:
    response = await client.patch(
        f"/orders/{order_id}", json=changes, auth=holding_o_auth2("orders:write")
    )
    assert response.status_code == 200
    row: Json = response.json()
    return row


async def register_o_auth2_client(client: AsyncClient, **details: object) -> Json:
    response = await client.post("/oauth2/register", json={"name": "text", **details})
    assert response.status_code == 201
    registered: Json = response.json()
    return registered


def categories_of(rows: list[Json]) -> list[object]:
    return [row["category"] for row in rows]


def volumes_of(rows: list[Json]) -> list[object]:
    return [row["volume"] for row in rows]


def contains_caffeines_of(rows: list[Json]) -> list[object]:
    return [row["containsCaffeine"] for row in rows]


def ids_of(rows: list[Json]) -> list[object]:
    return [row["id"] for row in rows]


def names_of(rows: list[Json]) -> list[object]:
    return [row["name"] for row in rows]


def prices_of(rows: list[Json]) -> list[object]:
    return [row["price"] for row in rows]


def photo_text_descriptions_of(rows: list[Json]) -> list[object]:
    return [row["photoTextDescription"] for row in rows]


def all_calories_of(rows: list[Json]) -> list[object]:
    return [row["calories"] for row in rows]


def customer_names_of(rows: list[Json]) -> list[object]:
    return [row["customerName"] for row in rows]
