from typing import Never

import pytest
from httpx import AsyncClient
from structlog.testing import capture_logs

from app import clock
from tests.api import assert_refused, create_user, get_current_user


async def test_answers_an_unknown_route(client: AsyncClient) -> None:
    response = await client.get("/no/such/route")

    assert_refused(response, 404)


async def test_answers_a_wrong_method(client: AsyncClient) -> None:
    response = await client.patch("/users/login")

    assert_refused(response, 405)
    assert response.headers["Allow"] == "POST"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"null", id="null"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b"\xff\xfe\x00", id="no text"),
        pytest.param(b"[" * 100_000, id="nested deeply"),
        pytest.param(b"9" * 5_000, id="a huge number"),
    ],
)
async def test_refuses_a_body_of_another_shape(client: AsyncClient, content: bytes) -> None:
    response = await client.post("/users/login", content=content)

    assert_refused(response, 422)


async def test_answers_an_unexpected_error_without_details(
    client: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = await create_user(client)
    assert (await get_current_user(client, user))["email"] == user.email

    def fail() -> Never:
        raise RuntimeError("a secret that nobody outside may learn")

    monkeypatch.setattr(clock, "now", fail)

    with capture_logs() as events:
        response = await client.get("/user", headers=user.headers)

    assert_refused(response, 500)
    assert "secret" not in response.text
    assert response.headers["X-Request-ID"]

    [event] = [event for event in events if event["log_level"] == "error"]
    assert isinstance(event.pop("exc_info"), RuntimeError)
    assert event == {
        "event": "unexpected error",
        "log_level": "error",
        "method": "GET",
        "path": "/api/user",
    }
