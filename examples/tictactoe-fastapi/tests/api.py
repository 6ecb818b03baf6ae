"""What tests do to bring the API into a state, and to look at the state it is in.

Each of these asserts that it was served, so a test fails where its arrangement fails.
"""

from html import unescape
from typing import Any

from httpx import AsyncClient, Response

from tests.credentials import holding_bearer_http_authentication, holding_default_api_key

type Json = dict[str, Any]


def errors_of(response: Response) -> list[str]:
    """Return the messages of an answer in the error form, and of nothing else."""
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    return unescape(response.text).split("; ")


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


async def get_board(client: AsyncClient) -> Json:
    response = await client.get("/board", auth=holding_default_api_key())
    assert response.status_code == 200
    shown: Json = response.json()
    return shown


async def get_square(client: AsyncClient, row: object, column: object) -> object:
    response = await client.get(f"/board/{row}/{column}", auth=holding_bearer_http_authentication())
    assert response.status_code == 200
    shown: object = response.json()
    return shown


async def put_square(client: AsyncClient, row: object, column: object, mark: object) -> Json:
    response = await client.put(
        f"/board/{row}/{column}", json=mark, auth=holding_bearer_http_authentication()
    )
    assert response.status_code == 200
    shown: Json = response.json()
    return shown
