from typing import Never

import pytest
from httpx import AsyncClient
from structlog.testing import capture_logs

from tests.api import assert_refused


async def test_answers_an_unknown_route(client: AsyncClient) -> None:
    response = await client.get("/no/such/route")

    assert_refused(response, 404)


async def test_answers_a_wrong_method(client: AsyncClient) -> None:
    response = await client.patch("/menu")

    assert_refused(response, 405)
    assert response.headers["Allow"] == "GET, POST"


async def test_answers_an_unexpected_error_without_details(
    client: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    response = await client.get("/menu")
    assert response.status_code == 200

    async def fail(*_: object) -> Never:
        raise RuntimeError("a secret that nobody outside may learn")

    monkeypatch.setattr("app.menu_items.service.list_menu_items", fail)

    with capture_logs() as events:
        response = await client.get("/menu")

    assert_refused(response, 500)
    assert "secret" not in response.text
    assert response.headers["X-Request-ID"]

    [event] = [event for event in events if event["log_level"] == "error"]
    assert isinstance(event.pop("exc_info"), RuntimeError)
    assert event == {
        "event": "unexpected error",
        "log_level": "error",
        "method": "GET",
        "path": "/menu",
    }
